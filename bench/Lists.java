import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.failure.ServiceQuota;
import dev.redkite.json.Json;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.SandboxSettings;
import dev.redkite.sandbox.SlackApp;
import dev.redkite.sandbox.apigateway.HttpEvents;
import dev.redkite.sandbox.aws.Call;
import dev.redkite.sandbox.aws.Quotas;
import dev.redkite.sandbox.aws.dynamodb.FakeDynamoDbClient;
import dev.redkite.sandbox.states.Execution;
import dev.redkite.sandbox.states.TaskOutcome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Lists in an account where many environments were removed and others have many executions: calls, the milliseconds of them (each
 * takes 80; those that are begun beside each other take as long as one), how much they read, and how the answer begins. Every removed environment is a copy
 * of one that was made and torn down, every execution a copy of one of its.
 */
class Lists {

    private static final Path EVENTS = Path.of(System.getProperty("redkite.home"), "events");
    private static final int BATCH = 5_000;
    /** Lambda's own share of an invocation of a running function, in the sandbox. */
    private static final long WARM = 20;

    private final Sandbox sandbox;
    private final FakeDynamoDbClient tables;
    private final List<Long> milliseconds = new ArrayList<>();
    private long read;

    private Lists(Sandbox sandbox) {
        this.sandbox = sandbox;
        tables = sandbox.world().dynamoDb();
        sandbox.world().intercept((_, service) -> {
            Object answer = service.get();
            read += answer.toString().length();
            return answer;
        });
        sandbox.functions().listen(invocation -> {
            if (invocation.outcome() instanceof TaskOutcome.Completed(JsonNode _, Duration taken)) {
                milliseconds.add(taken.toMillis() - WARM);
            }
        });
    }

    /** DynamoDB's threads would keep the process for ever. */
    public static void main(String[] counts) throws Exception {
        Thread.setDefaultUncaughtExceptionHandler((_, thrown) -> {
            thrown.printStackTrace();
            System.exit(1);
        });
        try (Sandbox sandbox = Sandbox.open(SandboxSettings.of(event("01-minimal")).inProcess().withChat().withQuotas(quotas()))) {
            new Lists(sandbox).measure(Integer.parseInt(counts[0]), Integer.parseInt(counts[1]));
        }
        System.exit(0);
    }

    private static JsonNode event(String name) throws Exception {
        return Json.parse(Files.readString(EVENTS.resolve(name + ".json")));
    }

    /** Of nothing does the account run short. */
    private static Quotas quotas() {
        Quotas quotas = Quotas.young();
        for (ServiceQuota quota : quotas.most().keySet()) {
            quotas = quotas.with(quota, 10_000);
        }
        return quotas;
    }

    private void measure(int removed, int executions) throws Exception {
        JsonNode made = event("01-minimal");
        String name = made.at("/detail/specification/name").asText();
        sandbox.run(sandbox.start(made));
        sandbox.run(sandbox.start(Json.parse("""
                {"id": "00000000-0000-4000-8000-00000000000a", "source": "redkite.request", "detail-type": "Teardown Requested",
                 "detail": {"environment": "%s"}}""".formatted(name))));
        copies("Registry", "environment", removed);
        copies("Executions", "environment", executions);
        for (String standing : List.of("alpha", "beta", "gamma", "delta")) {
            sandbox.start(Json.parse("""
                    {"id": "provision-%1$s", "source": "redkite.request", "detail-type": "Provision Requested",
                     "detail": {"specification": {"name": "%1$s"}}}""".formatted(standing)));
            sandbox.advance(Duration.ofMinutes(5));
        }
        sandbox.advance(Duration.ofMinutes(7));
        System.out.printf("%,d removed environments, %,d executions of others, 4 environments at work%n%n", removed, executions);
        System.out.printf("%-42s%7s%8s%10s  %s%n", "", "calls", "ms", "KB read", "which calls");
        asked("(the first, with the function's start)", () -> get("/environments?limit=1"));
        chat();
        asked("GET /environments", () -> get("/environments"));
        asked("GET /environments?limit=2", () -> get("/environments?limit=2"));
        asked("GET /environments?phase=REMOVED&limit=100", () -> get("/environments?phase=REMOVED&limit=100"));
        asked("GET /environments/alpha/executions", () -> get("/environments/alpha/executions"));
        asked("GET /environments/%s/executions".formatted(name), () -> get("/environments/" + name + "/executions"));
        asked("GET /environments/alpha (at work)", () -> get("/environments/alpha"));
        asked("chat list", this::chat);
        Execution alpha = sandbox.executions().all().stream().filter(each -> each.name().equals("provision-alpha")).findFirst().orElseThrow();
        sandbox.run(alpha);
        asked("GET /environments/alpha/executions/{id}", () -> get("/environments/alpha/executions/provision-alpha"));
    }

    /** Of what the life that was led wrote, with other names. */
    private void copies(String resource, String key, int count) {
        String table = sandbox.stack().reference(resource);
        List<Map<String, AttributeValue>> written = tables.items(table);
        for (int from = 0; from < count; from += BATCH) {
            List<Map<String, AttributeValue>> batch = new ArrayList<>();
            for (int number = from; number < Math.min(count, from + BATCH); number++) {
                Map<String, AttributeValue> copy = new HashMap<>(written.get(number % written.size()));
                copy.put(key, AttributeValue.fromS("old-%06d".formatted(number)));
                batch.add(copy);
            }
            tables.putAll(table, batch);
        }
    }

    private interface Question {
        JsonNode answer() throws Exception;
    }

    private void asked(String title, Question question) throws Exception {
        int before = sandbox.world().calls().size();
        milliseconds.clear();
        read = 0;
        String answer = question.answer().path("body").asText();
        List<Call> calls = sandbox.world().calls().subList(before, sandbox.world().calls().size());
        Map<String, Long> counted = calls.stream().collect(Collectors.groupingBy(Call::toString, TreeMap::new, Collectors.counting()));
        System.out.printf("%-42s%7d%8d%10d  %s%n", title, calls.size(), milliseconds.getFirst(), read / 1_000, counted);
        System.out.printf("%-42s%s%n", "", answer.substring(0, Math.min(100, answer.length())));
    }

    private JsonNode get(String path) {
        String[] parts = path.split("\\?", 2);
        HttpEvents.Request request = new HttpEvents.Request("GET", parts[0], parts.length == 2 ? parts[1] : "", Map.of(), null);
        return sandbox.request(new HttpEvents(sandbox.stack()).of(request, sandbox.world().account(), "arn:aws:sts::123456789012:assumed-role/people/ada",
                "bench", sandbox.world().now()));
    }

    /** Signed as Slack does: https://docs.slack.dev/authentication/verifying-requests-from-slack. */
    private JsonNode chat() throws Exception {
        ObjectNode event = (ObjectNode) event("30-slack-create");
        String body = "command=%2Fmilvus&text=list&channel_id=C2147483705&user_id=U0000000001&team_id=T0000000001&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2F1%2F2&trigger_id=bench";
        String time = Long.toString(sandbox.world().now().getEpochSecond());
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SlackApp.SIGNING_SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String signature = "v0=" + HexFormat.of().formatHex(mac.doFinal("v0:%s:%s".formatted(time, body).getBytes(StandardCharsets.UTF_8)));
        event.put("body", body).put("isBase64Encoded", false);
        event.withObject("/headers").put("x-slack-request-timestamp", time).put("x-slack-signature", signature);
        return sandbox.request(event);
    }
}
