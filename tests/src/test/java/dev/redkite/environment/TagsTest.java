package dev.redkite.environment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.failure.Violation;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TagsTest {

    private static Violations violations(Map<String, String> tags) {
        Violations violations = new Violations();
        new Tags(violations).check(tags);
        return violations;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Name | Redkite gives its resources names of its own",
        "NAME | Redkite gives its resources names of its own",
        "aws:cloudformation:stack-name | AWS keeps",
        "AWS:x | AWS keeps",
        "Redkite:environment | Redkite knows by such keys",
        "eks:cluster-name | EKS marks",
        "kubernetes.io/cluster/demo | Kubernetes finds",
        "CSIVolumeName | the EBS CSI driver",
        "ebs.csi.aws.com/cluster | the EBS CSI driver",
        "elbv2.k8s.aws/cluster | the load balancer controller",
        "ingress.k8s.aws/stack | the load balancer controller",
        "service.k8s.aws/resource | the load balancer controller",
        "cost: team | the key has a colon before a blank",
        "team: | the key has a colon",
    })
    void a_key_that_somebody_else_needs_or_refuses_is_refused_with_the_reason(String key, String reason) {
        assertThat(violations(Map.of(key, "x")).all()).singleElement()
                .satisfies(violation -> assertThat(violation.path()).isEqualTo(Violation.member("$.tags", key)))
                .satisfies(violation -> assertThat(violation.message()).startsWith(reason));
    }

    @ParameterizedTest
    @ValueSource(strings = {"team: search", "search:", " search", "search "})
    void a_value_that_yaml_would_break_is_refused(String value) {
        assertThat(violations(Map.of("cost", value)).all()).extracting(Violation::path).containsExactly("$.tags.cost");
    }

    @Test
    void keys_that_differ_in_case_only_are_refused_for_iam_takes_them_for_one() {
        assertThat(violations(Map.of("Owner", "ann", "owner", "ann")).all()).singleElement()
                .satisfies(violation -> assertThat(violation.toString()).startsWith("$.tags.owner: differs from Owner in case only"));
    }

    @Test
    void everything_wrong_is_said_at_once() {
        assertThat(violations(Map.of("Name", "x: y", "a", "b:", "A", "c")).all()).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Application", "named", "Cost_center 1.2:a/b+c@d-e", "my:name", "Kubernetes"})
    void other_keys_are_taken(String key) {
        assertThat(violations(Map.of(key, "12:30 at a=b@c")).all()).isEmpty();
    }
}
