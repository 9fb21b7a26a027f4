package dev.redkite.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.failure.StageBroken;
import dev.redkite.failure.Transient;
import dev.redkite.json.Json;
import dev.redkite.platform.AccountPlatform;
import dev.redkite.platform.HttpSender;
import dev.redkite.platform.Platform;
import dev.redkite.sandbox.aws.World;
import dev.redkite.sandbox.slack.FakeSlack;
import dev.redkite.sandbox.web.FakeWeb;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sns.model.PublishRequest;

class NotifierFunctionTest {

    private static final String EXECUTION = "arn:aws:states:us-west-2:123456789012:execution:redkite-provision:one";
    private static final String TOPIC = "arn:aws:sns:us-west-2:123456789012:redkite-Notifications";

    private final World world = World.standing();
    private final Map<String, String> variables = new HashMap<>();

    NotifierFunctionTest() {
        variables.put("REDKITE_SLACK_BOT_TOKEN", world.secretsManager().standing("bot", FakeSlack.TOKEN, null));
        variables.put("REDKITE_SLACK_CHANNEL", FakeSlack.CHANNEL);
        variables.put("REDKITE_WEBHOOK_SECRET", world.secretsManager().standing("webhook", "whsec", null));
        variables.put("REDKITE_WEBHOOK_URL", FakeWeb.WEBHOOK.toString());
        variables.put("REDKITE_TOPIC", TOPIC);
        world.sns().createTopic(TOPIC);
    }

    private Platform platform() {
        AccountPlatform account = new AccountPlatform(world);
        return (Platform) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Platform.class}, (_, method, arguments) ->
                switch (method.getName()) {
                    case "variable" -> variables.getOrDefault((String) arguments[0], "");
                    case "http" -> (HttpSender) world.web();
                    default -> method.invoke(account, arguments);
                });
    }

    private static ObjectNode event(String type, String detail) {
        ObjectNode event = Json.object().put("version", "0").put("id", "e-1").put("source", "redkite").put("detail-type", type)
                .put("time", "2026-11-24T09:30:00Z");
        event.set("detail", Json.parse(detail.replace('\'', '"').formatted(EXECUTION)));
        return event;
    }

    private static final ObjectNode READY = event("Environment Ready", """
            {'environment':'demo','execution':'%s','endpoints':{'environment':'demo','generation':1,'milvus':'nlb.example:19530',
             'attu':'http://alb.example','kubeconfig':'aws eks update-kubeconfig --name redkite-demo','client':'MilvusClient(…)','bucket':'b',
             'cost':{'perHour':3.5,'perMonth':2555,'lines':[{'what':'3 nodes','count':3,'unit':'hour','perHour':3.5}],
             'unpriced':[],'asOf':'2026-01-19'}}}""");
    private static final ObjectNode FAILED = event("Environment Failed", """
            {'environment':'demo','operation':'provision','execution':'%s','error':'dev.redkite.failure.StageBroken',
             'message':'KafkaCluster: Kafka answered LimitExceeded: 90 brokers <are> enough. Next: raise the quota or free capacity, then redrive the execution.'}""");
    private static final ObjectNode REMOVED = event("Environment Removed", """
            {'environment':'demo','execution':'%s','removal':{'environment':'demo','generation':1,'leftovers':0,'audited':57,
             'retained':['bucket redkite-demo'],'untouched':[]}}""");
    private static final ObjectNode REJECTED = event("Environment Rejected", """
            {'environment':'','operation':'provision','execution':'%s','error':'dev.redkite.failure.InvalidRequest',
             'message':'Admission: 1 violation in the request:\\\\n- $.name: is required'}""");
    private static final ObjectNode ABORTED = event("Step Functions Execution Status Change", """
            {'executionArn':'%s','stateMachineArn':'m','name':'one','status':'ABORTED'}""");
    private static final ObjectNode REQUESTED = event("Environment Requested", """
            {'environment':'demo','operation':'recreate','execution':'%s','requester':'slack:U1'}""");
    private static final ObjectNode STAGE = event("Stage Done", """
            {'environment':'demo','operation':'provision','execution':'%s','stage':'KafkaCluster','seconds':1620}""");

    private static final ObjectNode BACKED_UP = event("Backup Ready", """
            {'environment':'demo','execution':'%s','backup':{'name':'first','bucket':'b','path':'demo/backups/data/first','collections':2,'rows':1234567,
             'objects':412,'bytes':5242880,'digest':'d'},'removed':['older']}""");
    private static final ObjectNode RESTORED = event("Restore Ready", """
            {'environment':'demo','execution':'%s','restore':{'from':'other','backup':'first','collections':2,'rows':1234567}}""");
    private static final ObjectNode GIVEN_UP = event("Backup Removed", """
            {'environment':'demo','execution':'%s','removed':['first']}""");

    private static void handle(NotifierFunction function, JsonNode event) {
        function.handleRequest(new ByteArrayInputStream(Json.bytes(event)), new ByteArrayOutputStream(), null);
    }

    private void toSlack(JsonNode event) {
        handle(new SlackNotifierFunction(platform()), event);
    }

    private String said() {
        return world.web().slack().posts().getLast().message().toString();
    }

    @Test
    void ready_tells_how_to_reach_it_and_what_it_costs() {
        toSlack(READY);

        assertThat(said()).contains("*demo* is ready.", "nlb.example:19530", "http://alb.example", "update-kubeconfig",
                "$3.50 per hour, $2,555 per month", "https://us-west-2.console.aws.amazon.com/states/home");
    }

    @Test
    void what_the_plan_warned_of_is_told_at_the_beginning_and_at_the_end() {
        ObjectNode requested = REQUESTED.deepCopy();
        requested.withObject("/detail").putArray("warnings").add("Attu is open to the whole internet.");
        toSlack(requested);
        assertThat(said()).contains("*Take note:*", "• Attu is open to the whole internet.");

        ObjectNode ready = READY.deepCopy();
        ready.withObject("/detail/endpoints").putArray("warnings").add("Milvus faces the internet without TLS.");
        toSlack(ready);
        assertThat(said()).contains("• Milvus faces the internet without TLS.");
    }

    @Test
    void ready_never_calls_an_unknown_price_nothing() {
        ObjectNode unknown = READY.deepCopy();
        unknown.withObject("/detail/endpoints").set("cost", Json.parse("{\"lines\":[],\"unpriced\":[\"secrets\"],\"asOf\":\"2026-01-19\"}"));
        toSlack(unknown);
        assertThat(said()).contains("unknown: no list price is known in this region").doesNotContain("$");

        ObjectNode partly = READY.deepCopy();
        partly.withObject("/detail/endpoints/cost").putArray("unpriced").add("NAT gateways").add("secrets");
        toSlack(partly);
        assertThat(said()).contains("from $3.50 per hour, $2,555 per month, without NAT gateways; secrets");
    }

    @Test
    void a_backup_tells_what_it_holds_where_it_lies_and_which_went_for_it() {
        toSlack(BACKED_UP);

        assertThat(said()).contains("*demo* is backed up: *first* holds 1,234,567 rows in 2 collections.", "5 MiB in 412 objects",
                "s3://b/demo/backups/data/first", "older");
    }

    @Test
    void a_restore_tells_what_came_and_from_where() {
        toSlack(RESTORED);

        assertThat(said()).contains("*demo* has backup *first* of *other*: 1,234,567 rows in 2 collections.");
    }

    @Test
    void one_that_is_given_up_is_named() {
        toSlack(GIVEN_UP);
        assertThat(said()).contains("*demo*: given up is the backup *first*.");

        ObjectNode absent = GIVEN_UP.deepCopy();
        absent.withObject("/detail").putArray("removed");
        toSlack(absent);
        assertThat(said()).contains("*demo*: the backup that was to be given up is not there.");
    }

    @Test
    void failed_names_stage_resource_the_services_words_and_the_next_moves() {
        toSlack(FAILED);

        assertThat(said()).contains("*demo*: provision failed at *KafkaCluster*.",
                "Kafka answered LimitExceeded: 90 brokers &lt;are&gt; enough.",
                "*Next:* raise the quota or free capacity, then redrive the execution.",
                "aws stepfunctions redrive-execution --execution-arn " + EXECUTION);
    }

    @Test
    void rejected_says_why_and_speaks_of_no_redrive() {
        toSlack(REJECTED);

        assertThat(said()).contains("The request was turned away; nothing was changed at *Admission*.", "- $.name: is required")
                .doesNotContain("redrive");
    }

    @Test
    void removed_tells_what_was_asked_about_and_what_stays() {
        toSlack(REMOVED);

        assertThat(said()).contains("*demo* is gone: 57 resources asked about, 0 left over.", "bucket redkite-demo").doesNotContain("Left alone");
    }

    @Test
    void what_ends_an_execution_from_outside_is_told_too() {
        toSlack(ABORTED);

        assertThat(said()).contains("*one* ended without a word of its own: ABORTED.", "send the request again");
    }

    @Test
    void the_way_is_told_too() {
        toSlack(REQUESTED);
        assertThat(said()).contains("*demo*: recreate has begun.", "slack:U1");

        toSlack(STAGE);
        assertThat(said()).contains("*demo*: KafkaCluster is done after 27 min.");
    }

    @Test
    void what_took_less_than_two_minutes_is_told_in_seconds() {
        toSlack(STAGE.deepCopy().set("detail", ((ObjectNode) STAGE.path("detail")).deepCopy().put("seconds", 119)));
        assertThat(said()).contains("is done after 119 s.");

        toSlack(STAGE.deepCopy().set("detail", ((ObjectNode) STAGE.path("detail")).deepCopy().put("seconds", 120)));
        assertThat(said()).contains("is done after 2 min.");
    }

    @Test
    void an_unknown_event_is_a_defect_and_says_so() {
        assertThatThrownBy(() -> toSlack(event("Environment Painted", "{'execution':'%s'}")))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("Environment Painted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ratelimited", "internal_error"})
    void slacks_passing_troubles_are_tried_again(String error) {
        world.web().slack().refuse(error);

        assertThatThrownBy(() -> toSlack(READY)).isInstanceOf(Transient.class).hasMessageContaining(error);
    }

    @Test
    void a_wrong_channel_or_token_is_told_with_what_to_do() {
        variables.put("REDKITE_SLACK_CHANNEL", "C0");
        assertThatThrownBy(() -> toSlack(READY)).isInstanceOf(StageBroken.class)
                .hasMessageContaining("channel_not_found").hasMessageContaining("invite the app");

        variables.put("REDKITE_SLACK_BOT_TOKEN", world.secretsManager().standing("old", "xoxb-old", null));
        assertThatThrownBy(() -> toSlack(READY)).isInstanceOf(StageBroken.class).hasMessageContaining("invalid_auth")
                .satisfies(error -> assertThat(error.getMessage()).doesNotContain("xoxb"));
    }

    @Test
    void the_topic_gets_plain_text_and_attributes_to_filter_by() {
        handle(new TopicNotifierFunction(platform()), FAILED);
        handle(new TopicNotifierFunction(platform()), REJECTED);

        List<PublishRequest> published = world.sns().published();
        assertThat(published).extracting(PublishRequest::subject)
                .containsExactly("Redkite: Environment Failed (demo)", "Redkite: Environment Rejected");
        assertThat(published.getFirst().message()).startsWith("demo: provision failed at KafkaCluster.\nKafka answered LimitExceeded: 90 brokers <are> enough.");
        assertThat(published.getFirst().messageAttributes().get("type").stringValue()).isEqualTo("Environment Failed");
        assertThat(published.getLast().messageAttributes().get("environment").stringValue()).isEqualTo("none");
    }

    @Test
    void the_webhook_gets_the_event_signed() {
        handle(new WebhookNotifierFunction(platform()), READY);

        assertThat(world.web().deliveries()).singleElement().satisfies(delivery -> {
            assertThat(Json.parse(delivery.body()).at("/detail/endpoints/milvus").asText()).isEqualTo("nlb.example:19530");
            assertThat(Json.parse(delivery.body()).path("type").asText()).isEqualTo("Environment Ready");
            assertThat(delivery.headers()).containsEntry("X-Redkite-Event", "e-1").containsEntry("X-Redkite-Signature",
                    WebhookNotifierFunction.signature("whsec", world.now().getEpochSecond(), delivery.body()));
        });
    }

    /** By {@code printf '1.{}' | openssl dgst -sha256 -hmac whsec}. */
    @Test
    void the_webhooks_signature_is_what_anybody_can_compute() {
        assertThat(WebhookNotifierFunction.signature("whsec", 1, "{}")).isEqualTo("t=1,v1=6ab13b5991724d5a0c7f02d7989ba3425b580e39d5b9a0a6258a7f5d0419173a");
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 500})
    void a_webhook_that_does_not_accept_is_tried_again(int status) {
        world.web().answerWebhookWith(status);

        assertThatThrownBy(() -> handle(new WebhookNotifierFunction(platform()), READY))
                .isInstanceOf(Transient.class).hasMessage("WebhookNotifier: The webhook answered status %d to Environment Ready".formatted(status));
        assertThat(world.web().deliveries()).isEmpty();
    }

    @Test
    void a_webhook_in_the_clear_is_not_used() {
        variables.put("REDKITE_WEBHOOK_URL", "http://hooks.example.com/redkite");

        assertThatThrownBy(() -> handle(new WebhookNotifierFunction(platform()), READY)).isInstanceOf(StageBroken.class);
    }

    @Test
    void no_secret_is_in_what_is_told() {
        List.of(READY, FAILED, REMOVED, REJECTED, ABORTED).forEach(event -> {
            toSlack(event);
            handle(new TopicNotifierFunction(platform()), event);
            handle(new WebhookNotifierFunction(platform()), event);
        });

        assertThat(world.web().slack().posts().toString() + world.sns().published() + world.web().deliveries())
                .doesNotContain(FakeSlack.TOKEN, "whsec");
    }
}
