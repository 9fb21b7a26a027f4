package dev.redkite.contract.charts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.catalog.Catalog;
import dev.redkite.contract.charts.Comparison.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static final Comparison CONTROLLER = new Comparison("aws-load-balancer-controller-3.5.0",
            Map.of("IngressClassParams alb", "a reason"));
    private static final Map<String, String> SERVICE = Map.of("spec.ports[web].port", "80", "spec.type", "ClusterIP");

    @Test
    void what_is_alike_needs_no_reason() {
        assertThat(CONTROLLER.of(Map.of("Service web", SERVICE), Map.of("Service web", SERVICE)))
                .containsExactly(new Verdict("Service web", List.of(), Map.of()));
    }

    @Test
    void what_differs_is_named_with_both_sayings() {
        assertThat(CONTROLLER.of(Map.of("Service web", SERVICE), Map.of("Service web", Map.of("spec.type", "NodePort"))))
                .flatExtracting(Verdict::unknown).containsExactly(
                        "aws-load-balancer-controller-3.5.0: Service web spec.ports[web].port: the published chart says 80, the stand-in null",
                        "aws-load-balancer-controller-3.5.0: Service web spec.type: the published chart says ClusterIP, the stand-in NodePort");
    }

    @Test
    void an_object_that_only_one_makes_is_named() {
        assertThat(CONTROLLER.of(Map.of("Service web", SERVICE), Map.of("Role web", Map.of()))).flatExtracting(Verdict::unknown)
                .containsExactly("aws-load-balancer-controller-3.5.0: Role web: only the stand-in makes it",
                        "aws-load-balancer-controller-3.5.0: Service web: the stand-in does not make it");
    }

    @Test
    void what_is_known_to_differ_is_told_with_its_reason() {
        assertThat(CONTROLLER.of(Map.of("IngressClassParams alb", Map.of("kind", "IngressClassParams")), Map.of()))
                .singleElement().satisfies(verdict -> {
                    assertThat(verdict.unknown()).isEmpty();
                    assertThat(verdict.reasons()).containsOnlyKeys("IngressClassParams alb");
                });
    }

    @Test
    void every_known_difference_is_of_a_pinned_chart_and_says_why() {
        List<String> charts = Catalog.load().charts().stream().map(chart -> chart.name() + "-" + chart.version()).toList();

        assertThat(Comparison.differences().properties()).allSatisfy(chart -> {
            assertThat(charts).contains(chart.getKey());
            assertThat(chart.getValue()).allSatisfy(reason -> assertThat(reason.asText()).isNotBlank());
        });
    }
}
