package dev.redkite.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.deployment.Deployment;
import dev.redkite.deployment.Operation;
import dev.redkite.environment.Plan;
import dev.redkite.failure.AwsErrors;
import dev.redkite.json.Json;
import dev.redkite.platform.Platform;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;

/**
 * Where every door ends: starts the state machines. It judges nothing of what is asked, for Admission does that.
 *
 * <p>An execution's name is computed from the operation, the environment and the caller's idempotency key, and Step
 * Functions keeps names apart for 90 days
 * (https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html): a request sent again
 * starts nothing.
 *
 * @param sfn made when something is started or looked for: who only asks of an environment needs none
 */
public record Requests(Supplier<SfnClient> sfn, Deployment deployment) {

    private static final int KEY_DIGITS = 40;

    public static Requests of(Platform platform) {
        return new Requests(() -> platform.aws(SfnClient.class), platform.deployment());
    }

    /** @param repeated an earlier request of that key started it, and it has ended or was asked something else */
    public record Started(String executionArn, String executionName, boolean repeated) {}

    /**
     * What to start.
     *
     * @param environment empty when the request does not say
     * @param input       as the operation's machine takes it
     */
    public record Request(Operation operation, String environment, ObjectNode input) {

        public static Request provision(JsonNode specification) {
            ObjectNode input = Json.object();
            input.set("specification", specification);
            return new Request(Operation.provision, specification.path("name").asText(), input);
        }

        public static Request teardown(String environment, DataChoice data) {
            return new Request(Operation.teardown, environment, removal(environment, data));
        }

        /** @param specification what to make of it, if not the same as before */
        public static Request recreate(String environment, @Nullable JsonNode specification, DataChoice data) {
            ObjectNode input = removal(environment, data);
            if (specification != null) {
                input.set("specification", specification);
            }
            return new Request(Operation.recreate, environment, input);
        }

        public static Request pause(String environment) {
            return new Request(Operation.pause, environment, Json.object().put("environment", environment));
        }

        public static Request resume(String environment) {
            return new Request(Operation.resume, environment, Json.object().put("environment", environment));
        }

        /** @param name of the backup, if it is to have one of its own */
        public static Request backup(String environment, @Nullable String name) {
            ObjectNode input = Json.object().put("environment", environment);
            return new Request(Operation.backup, environment, name == null ? input : input.put("name", name));
        }

        /** @param backup to be given up */
        public static Request backupRemoval(String environment, String backup) {
            return new Request(Operation.backup, environment, Json.object().put("environment", environment).put("remove", backup));
        }

        /**
         * @param from      whose backup it is, if not the environment's own
         * @param backup    its name, if it is not the newest
         * @param overwrites whether collections that stand may be replaced
         */
        public static Request restore(String environment, @Nullable String from, @Nullable String backup, boolean overwrites) {
            ObjectNode input = Json.object().put("environment", environment);
            Optional.ofNullable(from).ifPresent(name -> input.put("from", name));
            Optional.ofNullable(backup).ifPresent(name -> input.put("backup", name));
            return new Request(Operation.restore, environment, overwrites ? input.put("overwrite", true) : input);
        }

        private static ObjectNode removal(String environment, DataChoice data) {
            return data.put(Json.object().put("environment", environment));
        }
    }

    /** Makes or updates the environment that the specification names. */
    public Started provision(JsonNode specification, String requester, String idempotencyKey) {
        return start(Request.provision(specification), requester, idempotencyKey);
    }

    public Started start(Request wanted, String requester, String idempotencyKey) {
        ObjectNode input = wanted.input().deepCopy().put("requester", requester);
        String name = name(wanted, idempotencyKey);
        String machine = deployment.machine(wanted.operation());
        Optional<String> started = AwsErrors.unlessTaken(() -> sfn.get().startExecution(request ->
                request.stateMachineArn(machine).name(name).input(Json.text(input))).executionArn());
        return new Started(started.orElseGet(() -> arn(wanted.operation(), name)), name, started.isEmpty());
    }

    /** What an earlier request of that key started, whatever has become of it and whatever it asked. */
    public Optional<DescribeExecutionResponse> find(Request wanted, String idempotencyKey) {
        String arn = arn(wanted.operation(), name(wanted, idempotencyKey));
        return AwsErrors.find(() -> sfn.get().describeExecution(request -> request.executionArn(arn)));
    }

    /** Which environment an execution's input is about: both kinds say it; empty when the request was malformed. */
    public static String environment(String input) {
        JsonNode read = Json.parse(input);
        return read.path("environment").asText(read.path("specification").path("name").asText());
    }

    /** ARNs of all machines. */
    List<String> machines() {
        return Arrays.stream(Operation.values()).map(deployment::machine).toList();
    }

    /** Of that machine's executions. */
    public Operation operation(String machine) {
        return Arrays.stream(Operation.values())
                .filter(operation -> deployment.machine(operation).equals(machine))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(machine + " is no machine of Redkite"));
    }

    private String arn(Operation operation, String name) {
        return Deployment.execution(deployment.machine(operation), name);
    }

    /** Of the execution that such a request starts. */
    public static String name(Request wanted, String idempotencyKey) {
        return name(wanted.operation(), wanted.environment(), idempotencyKey);
    }

    /** At most 75 of 80 characters; what could be no environment's name is told apart by the digits alone. */
    static String name(Operation operation, String environment, String idempotencyKey) {
        String readable = Plan.isName(environment) ? environment : "unnamed";
        return "%s-%s-%s".formatted(operation, readable,
                DigestUtils.sha256Hex(operation + "\n" + environment + "\n" + idempotencyKey).substring(0, KEY_DIGITS));
    }
}
