package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.failure.InvalidRequest;
import dev.redkite.failure.ServiceQuota;
import dev.redkite.json.Json;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.SlackApp;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.sandbox.aws.Quotas;
import dev.redkite.sandbox.command.Summary;
import dev.redkite.sandbox.fault.SecretWatch;
import dev.redkite.sandbox.slack.FakeSlack.Post;
import dev.redkite.sandbox.slack.FakeSlack;
import dev.redkite.sandbox.states.Execution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What Slack sends, from the door to the last word in the channel, compared with the golden files.
 * {@code -Dredkite.golden=renew} writes them anew.
 */
class ChatScenarioTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden/chat");

    /** What anybody would see: the answer at the door, and then what the channel hears. */
    private static List<String> seen(Sandbox sandbox, JsonNode answer) {
        List<String> seen = new ArrayList<>();
        seen.add(answer.path("statusCode").asText());
        seen.add(Json.pretty(Json.parse(answer.path("body").asText())));
        sandbox.world().web().slack().posts().forEach(post ->
                seen.add("%s %s".formatted(post.channel().isEmpty() ? post.responseUrl() : post.channel(), Json.pretty(post.message()))));
        return seen.stream().flatMap(String::lines).toList();
    }

    private static void compare(String name, List<String> seen) throws IOException {
        Path golden = GOLDEN.resolve(name + ".txt");
        if ("renew".equals(System.getProperty("redkite.golden"))) {
            Files.createDirectories(GOLDEN);
            Files.write(golden, seen);
        }
        assertThat(golden).as("golden file, expected to be as it ran; renew with -Dredkite.golden=renew").exists()
                .hasContent(String.join("\n", seen) + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"31-slack-bad-signature", "32-slack-stale", "33-slack-malformed", "34-slack-plan", "35-slack-misspelt"})
    void a_request_is_answered_as_its_golden_file_says_and_starts_nothing(String name) throws IOException {
        JsonNode event = Events.read(name);
        try (Sandbox sandbox = Sandbox.open(TestSettings.of(event))) {
            SecretWatch watch = SecretWatch.over(sandbox);
            JsonNode answer = sandbox.request(event);
            sandbox.advance(Duration.ofSeconds(5));

            assertThat(sandbox.executions().all()).isEmpty();
            assertThat(watch.leaks()).isEmpty();
            compare(name, seen(sandbox, answer));
        }
    }

    @Test
    void a_command_ends_in_an_environment_and_the_channel_hears_of_it() throws IOException {
        JsonNode event = Events.read("30-slack-create");
        try (Sandbox sandbox = Sandbox.open(TestSettings.of(event).withQuotas(Quotas.young().with(ServiceQuota.STANDARD_VCPUS, 64)))) {
            SecretWatch watch = SecretWatch.over(sandbox);
            JsonNode answer = sandbox.request(event);
            Execution execution = sandbox.executions().all().iterator().next();
            Outcome outcome = sandbox.run(execution);
            sandbox.advance(Duration.ofSeconds(5));

            assertThat(outcome.ready()).as(outcome.message()).isTrue();
            assertThat(watch.leaks()).isEmpty();
            assertThat(sandbox.world().web().slack().posts()).extracting(Post::text).startsWith("*demo* is planned with this in mind.", "*demo*: provision has begun.").endsWith("*demo* is ready.");
            List<String> seen = new ArrayList<>(seen(sandbox, answer));
            seen.add(Summary.lastLine(outcome));
            compare("30-slack-create", seen);
            everyWayWasTold(sandbox);
            noSecretWasTold(sandbox, execution);
        }
    }

    private static void everyWayWasTold(Sandbox sandbox) {
        assertThat(sandbox.world().sns().published()).singleElement().satisfies(message ->
                assertThat(message.subject()).isEqualTo("Redkite: Environment Ready (demo)"));
        assertThat(sandbox.world().web().deliveries()).singleElement().satisfies(delivery ->
                assertThat(Json.parse(delivery.body()).path("type").asText()).isEqualTo("Environment Ready"));
        assertThat(sandbox.queued("UndeliveredNotices")).isEmpty();
    }

    private static void noSecretWasTold(Sandbox sandbox, Execution execution) {
        String password = Json.parse(sandbox.world().secretsManager().findValue("AmazonMSK_redkite-demo-g1").orElseThrow())
                .path("password").asText();
        String told = sandbox.world().web().slack().posts().toString() + sandbox.world().sns().published()
                + sandbox.world().web().deliveries() + execution.input() + sandbox.trace();

        assertThat(password).isNotEmpty();
        assertThat(told).doesNotContain(password, SlackApp.SIGNING_SECRET, SlackApp.WEBHOOK_SECRET, FakeSlack.TOKEN);
    }

    @Test
    void slack_that_fails_is_tried_again_and_nobody_else_is_told_twice() {
        JsonNode event = Events.read("40-eventbridge-malformed");
        try (Sandbox sandbox = Sandbox.open(TestSettings.of(event).withChat())) {
            sandbox.world().web().slack().refuse("ratelimited");
            sandbox.deliver(event);
            sandbox.advance(Duration.ofSeconds(30));
            assertThat(sandbox.world().web().slack().posts()).isEmpty();

            sandbox.world().web().slack().refuse(null);
            sandbox.advance(Duration.ofMinutes(5));

            assertThat(sandbox.world().web().slack().posts()).hasSize(1);
            assertThat(sandbox.world().sns().published()).hasSize(1);
        }
    }

    @Test
    void a_notice_that_never_gets_through_is_kept() {
        JsonNode event = Events.read("40-eventbridge-malformed");
        try (Sandbox sandbox = Sandbox.open(TestSettings.of(event).withChat())) {
            sandbox.world().web().slack().refuse("channel_not_found");
            sandbox.deliver(event);
            sandbox.advance(Duration.ofMinutes(5));

            assertThat(sandbox.queued("UndeliveredNotices")).singleElement().satisfies(kept ->
                    assertThat(kept.at("/requestPayload/detail-type").asText()).isEqualTo("Environment Rejected"));
        }
    }

    @Test
    void a_malformed_request_is_kept_with_the_reason() {
        JsonNode event = Events.read("40-eventbridge-malformed");
        try (Sandbox sandbox = Sandbox.open(TestSettings.of(event))) {
            assertThat(sandbox.deliver(event).invalid()).isTrue();

            assertThat(sandbox.queued("RejectedEvents")).singleElement().satisfies(kept -> {
                assertThat(kept.path("detail-type").asText()).isEqualTo("Environment Rejected");
                assertThat(kept.at("/detail/request")).isEqualTo(event.path("detail"));
                assertThat(kept.at("/detail/message").asText()).contains("$");
            });
        }
    }

    @Test
    void a_request_of_an_unknown_kind_is_kept_too() {
        JsonNode event = Events.read("41-eventbridge-unknown");
        try (Sandbox sandbox = Sandbox.open(TestSettings.of(event))) {
            assertThatThrownBy(() -> sandbox.deliver(event)).isInstanceOf(InvalidRequest.class).hasMessageContaining("Destroy Requested");

            assertThat(sandbox.executions().all()).isEmpty();
            assertThat(sandbox.queued("RejectedEvents")).containsExactly(event);
        }
    }
}
