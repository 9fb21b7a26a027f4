package dev.redkite.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.probe.DataPathResult.Denied;
import dev.redkite.probe.DataPathResult.OutOfTime;
import dev.redkite.probe.DataPathResult.Passed;
import io.milvus.v2.client.MilvusClientV2;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * The probe against a Milvus that nobody here wrote. REDKITE_MILVUS is its port on this machine, and REDKITE_MILVUS_STATE
 * what is done to it: {@code works}, {@code rows} or {@code index} cannot be stored, {@code login} where it asks for one.
 */
@EnabledIfEnvironmentVariable(named = "REDKITE_MILVUS", matches = "\\d+")
class RealMilvusContractTest {

    private static final String COLLECTION = "redkite_probe_judged_g1";

    private final MilvusReach reach = MilvusReach.forwarded();
    private final DataPath dataPath =
            new DataPath(InstantSource.system(), 7, Duration.ofSeconds(30), MilvusClientV2::new, reach::pause);

    private static Endpoint endpoint(String password) {
        return new Endpoint("127.0.0.1", Integer.parseInt(System.getenv("REDKITE_MILVUS")),
                password == null ? null : new Endpoint.Login("root", password));
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "REDKITE_MILVUS_STATE", matches = "works")
    void passes_where_everything_works() {
        assertThat(dataPath.check(endpoint(null), COLLECTION, Duration.ofSeconds(120))).isInstanceOf(Passed.class);
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "REDKITE_MILVUS_STATE", matches = "rows")
    void names_the_flush_where_rows_cannot_be_stored() {
        assertThat(dataPath.check(endpoint(null), COLLECTION, Duration.ofSeconds(30)))
                .isInstanceOfSatisfying(OutOfTime.class, late -> assertThat(late.step()).isEqualTo(Step.FLUSH));
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "REDKITE_MILVUS_STATE", matches = "index")
    void names_the_index_where_it_cannot_be_stored() {
        assertThat(dataPath.check(endpoint(null), COLLECTION, Duration.ofSeconds(40))).isInstanceOfSatisfying(OutOfTime.class, late -> {
            assertThat(late.step()).isEqualTo(Step.INDEX);
            assertThat(late.reason()).contains("the index of the field vector is");
        });
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "REDKITE_MILVUS_STATE", matches = "login")
    void is_denied_by_a_wrong_login_and_replaces_the_published_one() {
        Endpoint kept = endpoint("generated4judge");
        assertThat(dataPath.check(kept, COLLECTION, Duration.ofSeconds(120))).isInstanceOf(Denied.class);

        assertThat(dataPath.replaces(kept, "Milvus")).isEmpty();

        assertThat(dataPath.check(kept, COLLECTION, Duration.ofSeconds(120))).isInstanceOf(Passed.class);
        assertThat(dataPath.check(endpoint("Milvus"), COLLECTION, Duration.ofSeconds(120))).isInstanceOf(Denied.class);
        assertThat(dataPath.replaces(kept, "Milvus").orElseThrow()).isInstanceOf(Denied.class);
    }
}
