package dev.redkite.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which images the sandbox knows, for plans tell people in China to copy them into registries of their own. */
class ImagesTest {

    @ParameterizedTest
    @CsvSource({
        "milvusdb/milvus:v2.6.15, true",
        "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/company/milvus:v2.6.15, true",
        "registry.example.com:5000/milvus:v2.6.15, true",
        "milvusdb/etcd:3.5.25-r1, false",
        "milvusdb/milvus-config-tool:v0.1.1, false",
        "zilliz/attu:v2.6.5, false",
    })
    void a_copy_in_whatever_registry_is_milvus(String image, boolean milvus) {
        assertThat(Images.isMilvus(image)).isEqualTo(milvus);
    }

    @Test
    void what_nobody_has_published_cannot_be_pulled_and_is_named() {
        assertThat(Images.findRefusal("registry.example.com:5000/company/etcd:3.5.25-r1")).isEmpty();
        assertThat(Images.findRefusal("x/y:v2.6.15")).hasValueSatisfying(refusal -> {
            assertThat(refusal.reason()).isEqualTo("ImagePullBackOff");
            assertThat(refusal.message()).contains("Back-off pulling image \"x/y:v2.6.15\"");
        });
    }
}
