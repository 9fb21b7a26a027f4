package dev.redkite.contract.judges;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** AWS Step Functions' own API, as the doors and the lock use it. */
class ExecutionContractTest extends Behaviours {

    private SfnClient states() {
        return client(SfnClient.class);
    }

    private String start(String machine, String name, String input) {
        return states().startExecution(request -> request.stateMachineArn(machine).name(name).input(input)).executionArn();
    }

    @Test
    void an_execution_s_arn_is_its_machine_s_and_its_name() {
        String machine = account.machine(account.name("machine"));

        assertThat(start(machine, "one", "{}")).isEqualTo(machine.replace(":stateMachine:", ":execution:") + ":one");
    }

    @Test
    void an_execution_started_again_with_another_input_already_exists() {
        String machine = account.machine(account.name("machine"));
        start(machine, "one", "{\"a\":1}");

        refuses("ExecutionAlreadyExists", () -> start(machine, "one", "{\"a\":2}"));
    }

    @Test
    void the_name_of_an_execution_that_has_ended_stays_taken_even_for_the_same_input() {
        String machine = account.machine(account.name("machine"));
        String execution = start(machine, "one", "{}");
        for (int look = 0; look < 100; look++) {
            account.pass(Duration.ofSeconds(1));
            if (states().describeExecution(request -> request.executionArn(execution)).status() == ExecutionStatus.SUCCEEDED) {
                break;
            }
        }

        refuses("ExecutionAlreadyExists", () -> start(machine, "one", "{}"));
    }

    @Test
    void an_execution_that_was_never_started_does_not_exist() {
        String machine = account.machine(account.name("machine"));
        String arn = machine.replace(":stateMachine:", ":execution:") + ":nobody";

        refuses("ExecutionDoesNotExist", () -> states().describeExecution(request -> request.executionArn(arn)));
        refuses("ExecutionDoesNotExist", () -> states().getExecutionHistory(request -> request.executionArn(arn)));
    }

    @Test
    void an_execution_of_a_machine_that_is_not_there_is_refused() {
        refuses("StateMachineDoesNotExist", () ->
                start("arn:aws:states:us-west-2:123456789012:stateMachine:" + account.name("nobodys"), "one", "{}"));
    }

    @Test
    void an_input_that_is_not_json_is_refused() {
        String machine = account.machine(account.name("machine"));

        refuses("InvalidExecutionInput", () -> start(machine, "one", "{not JSON"));
    }

    @Test
    void a_name_with_forbidden_characters_is_refused() {
        String machine = account.machine(account.name("machine"));

        refuses("InvalidName", () -> start(machine, "one two", "{}"));
    }

    @Test
    void executions_are_listed_newest_first() {
        String machine = account.machine(account.name("machine"));
        start(machine, "one", "{}");
        start(machine, "two", "{}");

        assertThat(states().listExecutions(request -> request.stateMachineArn(machine)).executions())
                .extracting(ExecutionListItem::name).containsExactly("two", "one");
    }
}
