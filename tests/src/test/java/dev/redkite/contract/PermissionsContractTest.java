package dev.redkite.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.sandbox.lambda.Stack;
import dev.redkite.sandbox.permission.Permissions.Use;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the functions' roles in template.yaml grant is what they use, and as narrow as AWS lets it be. That nothing is
 * missing every scenario shows, for the sandbox refuses what a role does not allow; that nothing is too much is asked here.
 * {@code -Dredkite.permissions=renew} writes docs/permissions.md anew.
 */
class PermissionsContractTest {

    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

    private static Set<Use> uses;
    private static Stack stack;
    private static PermissionJudge judge;

    @TempDir
    private Path directory;

    @BeforeAll
    static void use_what_there_is() {
        PermissionScenarios.Seen seen = PermissionScenarios.run();
        uses = seen.uses();
        stack = seen.stack();
        judge = new PermissionJudge(stack, uses);
    }

    @Test
    void everything_that_was_used_is_granted() {
        assertThat(judge.missing()).isEmpty();
    }

    @Test
    void everything_that_is_granted_was_used() {
        assertThat(judge.unused()).isEmpty();
    }

    @Test
    void no_statement_says_what_aws_would_overlook() {
        assertThat(judge.meaningless()).isEmpty();
    }

    @Test
    void what_could_be_named_is_named() {
        assertThat(judge.wide()).isEmpty();
        assertThat(judge.unlimited()).isEmpty();
    }

    @Test
    void what_takes_away_is_limited_to_what_carries_a_tag() {
        assertThat(judge.untagged()).isEmpty();
    }

    @Test
    void a_role_is_passed_to_one_service_only() {
        assertThat(judge.passedToAnybody()).isEmpty();
    }

    @Test
    void every_exception_is_one() {
        PermissionJudge fresh = new PermissionJudge(stack, uses);
        fresh.all();

        assertThat(fresh.idleExceptions()).isEmpty();
    }

    @Test
    void the_page_of_permissions_is_current() throws IOException {
        Path page = HOME.resolve("docs/permissions.md");
        List<String> lines = new PermissionReport(judge.roles(), uses).lines();
        if ("renew".equals(System.getProperty("redkite.permissions"))) {
            Files.write(page, lines);
        }

        assertThat(page).as("renew with -Dredkite.permissions=renew").exists();
        assertThat(Files.readAllLines(page)).as("renew with -Dredkite.permissions=renew").isEqualTo(lines);
    }

    /** A judge of the template with one thing changed in it. */
    private PermissionJudge after(UnaryOperator<String> change) throws IOException {
        String before = Files.readString(HOME.resolve("template.yaml"));
        String after = change.apply(before);
        assertThat(after).isNotEqualTo(before);
        Path changed = Files.writeString(directory.resolve("template.yaml"), after);
        return new PermissionJudge(Stack.read(changed, "123456789012", "us-west-2", stack.parameters()), uses);
    }

    @Test
    void a_grant_taken_away_is_missed() throws IOException {
        PermissionJudge without = after(template -> template.replaceFirst(" +- kafka:UpdateBrokerStorage\n", ""));

        assertThat(without.missing()).singleElement().asString().startsWith("KafkaClusterFunction: Kafka:UpdateBrokerStorage needs "
                + "kafka:UpdateBrokerStorage on arn:aws:kafka:us-west-2:123456789012:cluster/redkite-reference/");
    }

    @Test
    void a_narrower_pattern_is_missed() throws IOException {
        PermissionJudge narrower = after(template -> template.replace("secret:AmazonMSK_redkite-*", "secret:AmazonMSK_redkite-d*"));

        assertThat(narrower.missing()).anyMatch(said -> said.contains("AmazonMSK_redkite-office-g1") && said.startsWith(
                "KafkaCredentialsFunction: SecretsManager:CreateSecret needs secretsmanager:CreateSecret on "));
    }

    @Test
    void a_grant_too_much_is_noticed() throws IOException {
        PermissionJudge more = after(template -> template.replaceFirst("( +)- kafka:UpdateBrokerStorage\n", "$0$1- kafka:ListScramSecrets\n"));

        assertThat(more.unused()).singleElement().asString().contains(
                "KafkaClusterFunction", "kafka:ListScramSecrets on arn:aws:kafka:us-west-2:123456789012:cluster/redkite-*", "no scenario uses it");
    }

    @Test
    void an_asterisk_is_noticed() throws IOException {
        PermissionJudge wider = after(template -> template.replaceFirst(
                "Resource: !Sub arn:\\$\\{AWS::Partition}:scheduler:\\S+", "Resource: \"*\""));

        assertThat(wider.wide()).anyMatch(said -> said.contains("SchedulesFunction") && said.contains("scheduler:CreateSchedule on *"));
    }

    @Test
    void a_condition_taken_away_is_noticed() throws IOException {
        PermissionJudge freer = after(template -> template.replaceFirst(
                "(- kafka:DeleteCluster\n.*\n) +Condition:\n.*\n.*\n", "$1"));

        assertThat(freer.untagged()).singleElement().asString()
                .contains("KafkaClusterFunction", "kafka:DeleteCluster", "no tag says that it is ours");
    }

    @Test
    void a_role_for_whatever_service_is_noticed() throws IOException {
        PermissionJudge freer = after(template -> template.replaceFirst(
                " +Condition:\n +StringEquals:\n +iam:PassedToService: scheduler.amazonaws.com\n", ""));

        assertThat(freer.passedToAnybody()).singleElement().asString()
                .contains("SchedulesFunction", "iam:PassRole", "redkite-SchedulerRole");
    }
}
