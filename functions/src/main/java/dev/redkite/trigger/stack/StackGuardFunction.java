package dev.redkite.trigger.stack;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.failure.Failures;
import dev.redkite.failure.Transient;
import dev.redkite.json.Json;
import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.platform.HttpSender.Answer;
import dev.redkite.platform.Platform;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.registry.EnvironmentRecord;
import dev.redkite.registry.Registry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * CloudFormation's custom resource that the stack's deletion begins with: it cannot be deleted while an environment stands,
 * since nobody but this stack knows what belongs to it. Whoever is sure deletes the stack again and retains the resource.
 * The protocol: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref.html
 */
public final class StackGuardFunction implements RequestStreamHandler {

    /** CloudFormation takes a response of 4 KB. */
    private static final int NAMED = 20;

    private final Platform platform;

    public StackGuardFunction() {
        this(new LambdaPlatform());
    }

    public StackGuardFunction(Platform platform) {
        this.platform = platform;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        JsonNode event = Json.parse(new String(input.readAllBytes(), StandardCharsets.UTF_8));
        String refusal = event.path("RequestType").asText().equals("Delete") ? refusal() : indexed();
        context.getLogger().log(event.path("RequestType").asText() + (refusal.isEmpty() ? ": nothing stands in the way" : ": " + refusal));
        // The address says who may answer; a type of content would not be what it was signed for.
        Answer answer = platform.http().put(URI.create(event.path("ResponseURL").asText()), Map.of(), Json.text(response(event, refusal)));
        if (!answer.accepted()) {
            throw new Transient("CloudFormation's answer to its custom resource was not taken: status %d".formatted(answer.status()));
        }
    }

    private static ObjectNode response(JsonNode event, String refusal) {
        ObjectNode response = Json.object()
                .put("Status", refusal.isEmpty() ? "SUCCESS" : "FAILED")
                .put("PhysicalResourceId", event.path("PhysicalResourceId").asText("stack-guard"));
        if (!refusal.isEmpty()) {
            response.put("Reason", refusal);
        }
        for (String given : List.of("StackId", "RequestId", "LogicalResourceId")) {
            response.set(given, event.get(given));
        }
        return response;
    }

    /** A registry that an older stack began knows environments that no index names yet; empty when all are named. */
    private String indexed() {
        try {
            Registry.of(platform).index();
            return "";
        } catch (RuntimeException e) {
            return "The registry's index of environments could not be completed: %s Next: see to that, then deploy the stack again."
                    .formatted(Failures.sentence(Failures.translate(e).getMessage()));
        }
    }

    /** Whoever cannot be asked stands in the way too; empty when nothing does. */
    private String refusal() {
        try {
            List<String> standing = standing();
            return standing.isEmpty() ? "" : ("%s, and without this stack nobody could remove what belongs to it: %s."
                    + " Next: tear down what stands (Teardown Requested), then delete the stack again; to leave it standing, delete the"
                    + " stack again and retain StackGuard.").formatted(
                            standing.size() == 1 ? "An environment stands" : standing.size() + " environments stand", names(standing));
        } catch (RuntimeException e) {
            return "The registry could not be asked whether an environment stands: %s Next: see to that, then delete the stack again."
                    .formatted(Failures.sentence(Failures.translate(e).getMessage()));
        }
    }

    private List<String> standing() {
        Registry registry = Registry.of(platform);
        List<String> standing = new ArrayList<>();
        String after = null;
        do {
            Registry.Page page = registry.list(100, after);
            page.records().stream().filter(record -> record.phase() != Phase.REMOVED).map(EnvironmentRecord::environment).forEach(standing::add);
            after = page.next();
        } while (after != null);
        return standing;
    }

    private static String names(List<String> standing) {
        String some = String.join(", ", standing.subList(0, Math.min(NAMED, standing.size())));
        return standing.size() <= NAMED ? some : some + " and " + (standing.size() - NAMED) + " more";
    }
}
