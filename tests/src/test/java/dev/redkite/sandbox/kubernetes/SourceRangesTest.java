package dev.redkite.sandbox.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceRangesTest {

    private static List<Violations.Violation> violations(String version, String type, String range) {
        ObjectNode service = Json.object();
        service.putObject("spec").put("type", type).putArray("loadBalancerSourceRanges").add(range);
        Violations violations = new Violations();
        SourceRanges.check(new KubernetesObject(null, service), version, violations);
        return violations.found();
    }

    @ParameterizedTest
    @CsvSource({
        "1.36, 10.1.2.3/8, must not have bits set beyond the prefix length",
        "1.36, 010.0.0.0/8, must not have leading 0s in IP",
        "1.35, 10.0.0.0/33, must be a valid CIDR value",
        "1.35, everybody, must be a valid CIDR value",
    })
    void a_range_is_refused_in_the_servers_words(String version, String range, String words) {
        assertThat(violations(version, "LoadBalancer", range)).singleElement().asString()
                .startsWith("spec.LoadBalancerSourceRanges[0]: Invalid value: \"" + range + "\": " + words);
    }

    @ParameterizedTest
    @CsvSource({"1.36, 10.0.0.0/8", "1.35, 10.1.2.3/8", "1.35, 0.0.0.0/0"})
    void others_are_taken(String version, String range) {
        assertThat(violations(version, "LoadBalancer", range)).isEmpty();
    }

    @Test
    void only_a_load_balancer_has_source_ranges() {
        assertThat(violations("1.35", "ClusterIP", "10.0.0.0/8")).singleElement().asString().contains("Forbidden");
    }
}
