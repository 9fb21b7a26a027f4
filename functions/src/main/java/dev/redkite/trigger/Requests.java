package dev.redkite.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.environment.Plan;
import dev.redkite.failure.AwsErrors;
import dev.redkite.outside.Deployment;
import dev.redkite.outside.Outside;
import dev.redkite.stage.Json;
import dev.redkite.stage.Operation;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;

/**
 * Where every door ends: starts the state machines. It judges nothing of what is asked, for Admission does that.
 *
 * <p>An execution's name is computed from the operation, the environment and the caller's idempotency key, and Step
 * Functions keeps names apart for 90 days
 * (https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html): a request sent again
 * starts nothing.
 */
public final class Requests {

    private static final int KEY_DIGITS = 40;

    private final SfnClient sfn;
    private final Deployment deployment;

    public Requests(SfnClient sfn, Deployment deployment) {
        this.sfn = sfn;
        this.deployment = deployment;
    }

    public static Requests of(Outside outside) {
        return new Requests(outside.aws(SfnClient.class), outside.deployment());
    }

    /** @param repeated an earlier request of that key started it, and it has ended or was asked something else */
    public record Started(String executionArn, String executionName, boolean repeated) {}

    /** Makes or updates the environment that the specification names. */
    public Started provision(JsonNode specification, String requester, String idempotencyKey) {
        ObjectNode input = Json.object();
        input.set("specification", specification);
        String environment = specification.path("name").asText();
        return start(Operation.provision, environment, input, requester, idempotencyKey);
    }

    public Started teardown(String environment, boolean removeData, String requester, String idempotencyKey) {
        ObjectNode input = Json.object().put("environment", environment).put("removeData", removeData);
        return start(Operation.teardown, environment, input, requester, idempotencyKey);
    }

    /** @param specificationOrNull what to make of it; null for the same as before */
    public Started recreate(
            String environment, JsonNode specificationOrNull, boolean removeData, String requester, String idempotencyKey) {
        ObjectNode input = Json.object().put("environment", environment).put("removeData", removeData);
        if (specificationOrNull != null) {
            input.set("specification", specificationOrNull);
        }
        return start(Operation.recreate, environment, input, requester, idempotencyKey);
    }

    /** What an earlier request of that key started, whatever has become of it. */
    public Optional<DescribeExecutionResponse> find(Operation operation, String environment, String idempotencyKey) {
        String arn = arn(operation, name(operation, environment, idempotencyKey));
        return AwsErrors.find(() -> sfn.describeExecution(request -> request.executionArn(arn)));
    }

    private Started start(
            Operation operation, String environment, ObjectNode input, String requester, String idempotencyKey) {
        input.put("requester", requester);
        String name = name(operation, environment, idempotencyKey);
        String machine = deployment.machine(operation);
        Optional<String> started = AwsErrors.unlessTaken(() -> sfn.startExecution(request ->
                request.stateMachineArn(machine).name(name).input(Json.text(input))).executionArn());
        return new Started(started.orElseGet(() -> arn(operation, name)), name, started.isEmpty());
    }

    private String arn(Operation operation, String name) {
        return deployment.machine(operation).replace(":stateMachine:", ":execution:") + ":" + name;
    }

    /** At most 75 of 80 characters; what could be no environment's name is told apart by the digits alone. */
    static String name(Operation operation, String environment, String idempotencyKey) {
        String readable = Plan.isName(environment) ? environment : "unnamed";
        return "%s-%s-%s".formatted(operation, readable, digits(operation + "\n" + environment + "\n" + idempotencyKey));
    }

    private static String digits(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, KEY_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
