package dev.redkite.sandbox.fault;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.json.Json;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.aws.Call;
import dev.redkite.sandbox.lambda.Invocation;
import dev.redkite.sandbox.states.Execution;
import dev.redkite.sandbox.states.HistoryEvent;
import dev.redkite.sandbox.states.TaskOutcome;
import dev.redkite.sandbox.web.FakeWeb.Sent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

/**
 * Looks on while a sandbox runs, and tells at the end where a secret went that has no business there: into an
 * execution, a log, the registry, the bus, a message, an answer, a request to AWS, a Kubernetes object, a Helm release,
 * a trace. It learns the secrets as they are made and used, and looks for each in every usual disguise.
 *
 * <p>What it sees of the sandbox's objects it only reads, and only at the end, so it changes no run.
 */
public final class SecretWatch {

    private record Seen(String where, Object what) {}

    private final Sandbox sandbox;
    private final KnownSecrets secrets = new KnownSecrets();
    private final List<Seen> seen = new ArrayList<>();
    private final long streams;

    private SecretWatch(Sandbox sandbox) {
        this.sandbox = sandbox;
        streams = StandardStreams.listen();
    }

    /** To be called before anything runs in it. */
    public static SecretWatch over(Sandbox sandbox) {
        SecretWatch watch = new SecretWatch(sandbox);
        sandbox.world().intercept((call, service) -> watch.called(call, service.get()));
        sandbox.functions().listen(watch::invoked);
        sandbox.functions().logTo(line -> watch.add("the log of " + sandbox.running(), line));
        sandbox.clusters().watch(watch::stored);
        return watch;
    }

    private synchronized void add(String where, Object what) {
        seen.add(new Seen(where, what));
    }

    private Object called(Call call, Object answer) {
        if (answer instanceof GetSecretValueResponse read) {
            secrets.learnStored(read.name(), read.secretString());
        }
        return answer;
    }

    private void invoked(Invocation invocation) {
        if (invocation.from() == null) {
            secrets.learnCaller(invocation.input());
        }
        String where = " of " + invocation.function();
        switch (invocation.outcome()) {
            case TaskOutcome.Completed(JsonNode answer, Duration _) -> add("the answer" + where, answer);
            case TaskOutcome.Failed(String _, String cause, Duration _) -> add("the error" + where, cause);
            case TaskOutcome.Deferred _ -> { }
        }
    }

    /** On a thread of the cluster's. */
    private void stored(JsonNode object) {
        String where = "the %s %s".formatted(object.path("kind").asText(), object.path("metadata").path("name").asText());
        add(where, object);
        if (!object.path("kind").asText().equals("Secret")) {
            return;
        }
        object.path("data").forEach(value -> add(where, new String(Base64.getMimeDecoder().decode(value.asText()), StandardCharsets.UTF_8)));
        if (object.path("data").has("password")) {
            String password = new String(Base64.getMimeDecoder().decode(object.path("data").path("password").asText()), StandardCharsets.UTF_8);
            secrets.learn(password, "The password in " + where, Set.of(where));
        }
    }

    /** One sentence for each secret in each place: what, where and in which form, and never the value. */
    public synchronized List<String> leaks() {
        sandbox.world().calls().forEach(this::learnMade);
        Set<String> leaks = new LinkedHashSet<>();
        List<Seen> all = new ArrayList<>(seen);
        all.addAll(requests());
        all.addAll(executions());
        all.addAll(outcomes());
        String[] where = new String[1];
        Texts texts = new Texts(text -> leaks.addAll(secrets.findIn(text, where[0])));
        for (Seen each : all) {
            where[0] = each.where();
            texts.of(each.what());
        }
        return List.copyOf(leaks);
    }

    /** Also where the request itself was made to fail, so that nothing of it ever was. */
    private void learnMade(Call call) {
        if (call.request() instanceof CreateSecretRequest made) {
            secrets.learnStored(made.name(), made.secretString());
        }
    }

    private List<Seen> requests() {
        List<Seen> requests = new ArrayList<>();
        for (Call call : sandbox.world().calls()) {
            requests.add(new Seen("the request " + call, call.request() instanceof CreateSecretRequest made
                    ? made.toBuilder().secretString(null).build() : call.request()));
        }
        for (Sent sent : sandbox.world().web().sent()) {
            boolean toSlack = sent.address().getHost().equals("slack.com");
            TreeMap<String, String> headers = new TreeMap<>(sent.headers());
            headers.keySet().removeIf(header -> toSlack && header.equals("Authorization"));
            requests.add(new Seen("a message to " + sent.address().getHost(), headers));
            requests.add(new Seen("a message to " + sent.address().getHost(), sent.body()));
        }
        return requests;
    }

    private List<Seen> executions() {
        List<Seen> found = new ArrayList<>();
        for (Execution execution : sandbox.executions().all()) {
            found.add(new Seen("the input of execution " + execution.name(), execution.input()));
            for (HistoryEvent event : execution.history()) {
                found.add(new Seen("the history of execution %s, %s %s".formatted(execution.name(), event.state(), event.kind()), event.data()));
            }
        }
        return found;
    }

    private List<Seen> outcomes() {
        List<Seen> found = new ArrayList<>();
        sandbox.trace().forEach(line -> found.add(new Seen("the trace", line)));
        sandbox.world().eventBridge().events().forEach(event ->
                found.add(new Seen("the event " + event.detailType(), Json.tree(event))));
        sandbox.world().dynamoDb().items(sandbox.platform().deployment().registryTable()).forEach(item ->
                found.add(new Seen("the registry", item)));
        sandbox.queued().forEach(message -> found.add(new Seen("a queue", message)));
        sandbox.world().inventory().forEach((name, tags) -> {
            found.add(new Seen("the name of " + name.replaceAll("[:/].*$", ""), name));
            found.add(new Seen("the tags of " + name, tags));
        });
        found.add(new Seen("the standard streams", StandardStreams.since(streams)));
        return found;
    }
}
