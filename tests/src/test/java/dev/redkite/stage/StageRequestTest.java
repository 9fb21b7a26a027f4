package dev.redkite.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StageRequestTest {

    private static StageRequest of(String request) {
        return Json.convert(Json.parse("{\"action\":\"retire\",\"execution\":\"arn:one\",\"request\":%s}".formatted(request)), StageRequest.class);
    }

    @Test
    void an_execution_is_a_child_when_step_functions_says_who_started_it() {
        assertThat(of("{\"AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID\":\"arn:parent\"}").ofChild()).isTrue();
        assertThat(of("{\"name\":\"demo\"}").ofChild()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{\"scheduled\":true}                  | true",
        "{\"scheduled\":true,\"final\":false}  | true",
        "{\"scheduled\":true,\"final\":true}   | false",
        "{\"scheduled\":false}                 | false",
        "{}                                    | false",
    })
    void only_a_scheduled_teardown_that_is_not_the_last_keeps_the_schedules(String request, boolean keeps) {
        assertThat(of(request).keepsSchedules()).isEqualTo(keeps);
    }

    @Test
    void the_facts_of_an_earlier_stage_are_read_by_its_name() {
        StageRequest request = Json.convert(
                Json.parse("{\"action\":\"ensure\",\"facts\":{\"network\":{\"untouched\":\"vpc-1\"}}}"), StageRequest.class);

        assertThat(request.facts("network", Untouched.class)).isEqualTo(new Untouched("vpc-1"));
    }

    @Test
    void facts_that_the_machine_did_not_pass_are_missed_by_name() {
        assertThatThrownBy(() -> of("{}").facts("network", Untouched.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the state machine passed no facts of network");
    }

    @Test
    void a_plan_that_the_machine_did_not_pass_is_missed() {
        assertThatThrownBy(() -> of("{}").plan()).hasMessage("the state machine passed no plan");
    }
}
