package dev.redkite.sandbox.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.environment.Plan;
import dev.redkite.json.Json;
import dev.redkite.sandbox.charts.StandInCharts;
import dev.redkite.sandbox.platform.Operator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;

/** Level 1 makes little, learns how long the services take, and leaves nothing, whatever happens to it. */
class TrialsTest {

    /** The first call of each operation in a run. */
    private static List<Integer> firstOfEachOperation() {
        TrialAccount account = TrialAccount.young();
        account.run();
        return account.calls.stream().distinct().map(account.calls::indexOf).toList();
    }

    /** Between two of them a kill leaves what one at the second leaves. */
    private static List<Integer> firstOfEachChange() {
        TrialAccount account = TrialAccount.young();
        account.run();
        return account.calls.stream().distinct().filter(call -> !call.matches("\\w+:(Describe|Get|List).*")).map(account.calls::indexOf).toList();
    }

    @Test
    void what_is_made_is_called_as_no_environment_can_be() {
        assertThat(Plan.isName(Belongings.ENVIRONMENT)).isFalse();
    }

    @Test
    void it_tells_how_long_things_took_and_leaves_nothing() {
        TrialAccount account = TrialAccount.young();
        Set<String> before = account.stands();

        List<Finding> findings = account.run();

        assertThat(findings).noneMatch(Finding::needsSomebody);
        assertThat(findings).extracting(Finding::found)
                .anyMatch(found -> found.matches("1 inline and 0 attached policies; granted after [1-9]\\d* s; before that: .*sts:AssumeRole.*"))
                .anyMatch(found -> found.matches("granted after [1-9]\\d* s; before that: DENIED: .*redkite-doctor-us-west-2-KafkaCredentials.*kms:EnableKeyRotation.*"))
                .anyMatch(found -> found.matches("refused for \\d+ s: NOT_YET: .*could not be assumed.*"));
        assertThat(account.stands()).containsExactlyElementsOf(before);
    }

    @Tag("search")
    @Test
    void whatever_is_refused_it_leaves_nothing_or_says_what() {
        for (int failed : firstOfEachOperation()) {
            TrialAccount account = TrialAccount.young();
            Set<String> before = account.stands();

            List<Finding> findings = account.run(call -> call == failed, false);

            boolean said = findings.stream().anyMatch(finding -> finding.found().startsWith("would not go"));
            assertThat(said || account.stands().equals(before)).as("%s failed, call %d", account.last, failed).isTrue();
            if (said) {
                account.run();
                assertThat(account.stands()).as("%s failed, call %d, and another run came", account.last, failed).containsExactlyElementsOf(before);
            }
        }
    }

    @Test
    void what_a_killed_run_left_a_later_one_sweeps() {
        for (int killed : firstOfEachChange()) {
            TrialAccount account = TrialAccount.young();
            Set<String> before = account.stands();

            assertThatThrownBy(() -> account.run(call -> call >= killed, true)).hasMessage("killed");
            account.pass(Duration.ofMinutes(10));
            account.run();

            assertThat(account.stands()).as("killed at %s, call %d", account.last, killed).containsExactlyElementsOf(before);
        }
    }

    @Test
    void what_a_killed_run_left_is_told_by_one_that_only_reads() {
        TrialAccount before = TrialAccount.young();
        before.run();
        int killed = before.calls.indexOf("Ec2:CreateSubnet");
        TrialAccount account = TrialAccount.young();
        assertThatThrownBy(() -> account.run(call -> call >= killed, true)).hasMessage("killed");
        account.live();
        account.pass(Duration.ofMinutes(10));

        List<Finding> findings = new Doctor(Operator.in(account.world, StandInCharts.only()),
                Doctor.Request.reading(Path.of("../template.yaml"), Json.object().put("name", "probe"), null)).examine().findings();

        assertThat(findings).filteredOn(Finding::needsSomebody).singleElement().satisfies(finding -> {
            assertThat(finding.asked()).isEqualTo("what earlier trials have left");
            assertThat(finding.found()).contains("role/redkite-doctor-us-west-2-Network").contains("vpc/vpc-");
            assertThat(finding.next()).contains("--spend");
        });
    }

    @Test
    void what_bears_the_name_without_the_tag_is_somebody_elses() {
        TrialAccount account = TrialAccount.young();
        account.world.client(IamClient.class).createRole(request -> request.roleName("redkite-doctor-us-west-2-Network").assumeRolePolicyDocument("""
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}"""));
        account.world.clock().advance(Duration.ofMinutes(1));

        assertThat(account.run()).anyMatch(finding -> finding.needsSomebody() && finding.found().contains("already exists"));
        assertThat(account.stands()).contains("iam:role/redkite-doctor-us-west-2-Network");
    }
}
