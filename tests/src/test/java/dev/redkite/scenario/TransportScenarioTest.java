package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each setting that keeps logins and data from whoever is on the way is taken back by hand, and what notices names it. */
class TransportScenarioTest {

    private static final String SERVICE = "service.beta.kubernetes.io/aws-load-balancer-";
    private static final String INGRESS = "alb.ingress.kubernetes.io/";

    private static Sandbox sandbox;

    @BeforeAll
    static void provision() {
        ObjectNode event = Events.read("51-certificates");
        sandbox = Sandbox.open(TestSettings.of(event));
        assertThat(sandbox.deliver(event).phase()).isEqualTo("READY");
    }

    @AfterAll
    static void close() {
        sandbox.close();
    }

    static Stream<Protection> all() {
        return Stream.of(
                ofMilvus("Milvus' listener shows no certificate", "listener TCP:19530 of demo-g1-milvus:", "ssl-cert", null),
                ofMilvus("Milvus' listener has the controller's own policy", "listener TLS:19530 of demo-g1-milvus:", "ssl-negotiation-policy", null),
                ofMilvus("another port speaks TLS than clients use", "listener TCP:19530 of demo-g1-milvus:", "ssl-ports", "9091"),
                ofAttu("browsers are not sent on to HTTPS", "listener HTTP:80 of demo-g1-attu:", "ssl-redirect", null),
                ofAttu("Attu's listener has the controller's own policy", "listener HTTPS:443 of demo-g1-attu:", "ssl-policy", null));
    }

    private static Protection ofMilvus(String what, String named, String annotation, String off) {
        return new Protection(what, named, sandbox -> annotated(sandbox.kubernetes("redkite-demo").services().inNamespace("milvus")
                .withName("milvus"), SERVICE + annotation, off));
    }

    private static Protection ofAttu(String what, String named, String annotation, String off) {
        return new Protection(what, named, sandbox -> annotated(sandbox.kubernetes("redkite-demo").network().v1().ingresses().inNamespace("milvus")
                .withName("milvus-attu"), INGRESS + annotation, off));
    }

    private static <T extends HasMetadata> Runnable annotated(Resource<T> object, String name, String value) {
        String before = object.get().getMetadata().getAnnotations().get(name);
        object.edit(found -> with(found, name, value));
        return () -> object.edit(found -> with(found, name, before));
    }

    private static <T extends HasMetadata> T with(T object, String name, String value) {
        Map<String, String> annotations = new HashMap<>(object.getMetadata().getAnnotations());
        annotations.compute(name, (_, _) -> value);
        object.getMetadata().setAnnotations(annotations);
        return object;
    }

    @Test
    void whoever_is_on_the_way_reads_nothing() {
        assertThat(sandbox.outsider().gets("demo")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("all")
    void without_it_whoever_is_on_the_way_reads(Protection protection) {
        assertThat(protection.gotWithout(sandbox)).isNotEmpty().allMatch(sentence -> sentence.startsWith(protection.named()));
        assertThat(sandbox.outsider().gets("demo")).isEmpty();
    }
}
