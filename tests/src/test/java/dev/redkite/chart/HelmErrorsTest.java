package dev.redkite.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.failure.StageBroken;
import dev.redkite.failure.StagePending;
import dev.redkite.failure.Transient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelmErrorsTest {

    @ParameterizedTest
    @ValueSource(strings = {
        "Kubernetes cluster unreachable: Get \"https://host/version\": dial tcp: connection refused",
        "failed calling webhook \"mservice.elbv2.k8s.aws\": no endpoints available for service",
        "failed to delete release: milvus",
    })
    void what_may_pass_by_itself_is_tried_again(String said) {
        assertThat(HelmErrors.translate("removing release milvus", new IllegalStateException(said)))
                .isInstanceOf(Transient.class).hasMessage("Helm failed while removing release milvus: " + said);
    }

    @Test
    void a_race_with_another_call_is_waited_for() {
        assertThat(HelmErrors.translate("installing release milvus",
                new IllegalStateException("INSTALLATION FAILED: cannot re-use a name that is still in use")))
                .isInstanceOf(StagePending.class);
    }

    @Test
    void what_people_must_mend_comes_with_the_next_move() {
        assertThat(HelmErrors.translate("installing release milvus",
                new IllegalStateException("execution error at (milvus/templates/x.yaml:1:3): no wings")))
                .isInstanceOf(StageBroken.class).hasMessageContaining("no wings").hasMessageContaining("Next:");
    }

    /** A real API server quotes the whole object, with whatever stands in it, such as an end of file or a refused connection. */
    @Test
    void an_object_that_is_quoted_is_neither_told_nor_taken_for_what_went_wrong() {
        assertThat(HelmErrors.translate("upgrading release milvus", new IllegalStateException("cannot patch \"milvus\" with kind Deployment:"
                + "  \"\" is invalid: patch: Invalid value: \"{\\\"args\\\":[\\\"<<EOF connection refused\\\"]}\": json: cannot unmarshal")))
                .isInstanceOf(StageBroken.class)
                .hasMessageContaining("patch: Invalid value: \"…\": json: cannot unmarshal. Next:");
    }

    @Test
    void a_second_operation_at_the_same_time_is_waited_for() {
        assertThat(HelmErrors.translate("upgrading release milvus",
                new IllegalStateException("UPGRADE FAILED: another operation (install/upgrade/rollback) is in progress")))
                .isInstanceOf(StagePending.class).hasMessageStartingWith("upgrading release milvus: UPGRADE FAILED");
    }

    @Test
    void what_says_nothing_is_told_by_its_kind() {
        assertThat(HelmErrors.translate("installing release milvus", new IllegalStateException((String) null)))
                .hasMessageContaining("Helm failed while installing release milvus: java.lang.IllegalStateException. Next:");
    }

    @Test
    void a_quotation_that_does_not_end_or_holds_nothing_is_told_as_it_is() {
        assertThat(HelmErrors.translate("upgrading", new IllegalStateException("patch: Invalid value: \"{no end")))
                .hasMessageContaining("patch: Invalid value: \"{no end. Next:");
        assertThat(HelmErrors.translate("upgrading", new IllegalStateException("patch: Invalid value: \"\": why")))
                .hasMessageContaining("patch: Invalid value: \"\": why. Next:");
    }
}
