package dev.redkite.contract.judges;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.contract.JudgedBy;
import dev.redkite.json.Json;
import dev.redkite.sandbox.lambda.EventRule;
import dev.redkite.sandbox.lambda.FunctionDefinition;
import dev.redkite.sandbox.lambda.MachineDefinition;
import dev.redkite.sandbox.states.StateMachine;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * What SAM and somebody else's CloudFormation made of template.yaml is what the sandbox reads in it: the sandbox resolves its
 * references, globals and conditions itself, and everything else in these tests runs on what it has read.
 */
@JudgedBy(value = DeployedStack.JUDGE, variable = DeployedStack.VARIABLE)
class DeployedStackContractTest {

    private static DeployedStack stack;

    @BeforeAll
    static void open() {
        stack = DeployedStack.open();
    }

    static Stream<String> functions() {
        return DeployedStack.ours().functions().keySet().stream();
    }

    static Stream<String> notifiers() {
        return functions().filter(id -> DeployedStack.ours().failureDestination(id).isPresent());
    }

    static Stream<String> roles() {
        return DeployedStack.ours().trustPolicies().keySet().stream();
    }

    static Stream<String> machines() {
        return DeployedStack.ours().machines().keySet().stream();
    }

    static Stream<String> rules() {
        return DeployedStack.ours().rules().stream().map(EventRule::logicalId);
    }

    private static GetFunctionConfigurationResponse deployed(String function) {
        return stack.judge().client(LambdaClient.class).getFunctionConfiguration(request ->
                request.functionName(stack.require(function, "function")));
    }

    @ParameterizedTest
    @MethodSource("functions")
    void a_function_runs_what_the_sandbox_runs_for_it(String id) {
        FunctionDefinition ours = stack.template().functions().get(id);
        GetFunctionConfigurationResponse theirs = deployed(id);
        Map<String, String> variables = new TreeMap<>(ours.environment());
        variables.remove("AWS_REGION");

        assertThat(theirs.handler()).isEqualTo(ours.handlerClass() + "::" + ours.handlerMethod());
        assertThat(theirs.timeout()).isEqualTo((int) ours.timeout().toSeconds());
        assertThat(stack.inOurNames(theirs.role())).isEqualTo(ours.roleArn());
        assertThat(new TreeMap<>(theirs.environment().variables())).hasSameSizeAs(variables)
                .allSatisfy((name, value) -> assertThat(stack.inOurNames(value)).as(name).isEqualTo(variables.get(name)));
    }

    @ParameterizedTest
    @MethodSource("functions")
    void a_function_may_do_what_the_sandbox_lets_it(String id) {
        IamClient iam = stack.judge().client(IamClient.class);
        String role = stack.require(id + "Role", "role");
        List<JsonNode> theirs = new ArrayList<>();
        for (String policy : iam.listRolePolicies(request -> request.roleName(role)).policyNames()) {
            theirs.addAll(statements(iam.getRolePolicy(request -> request.roleName(role).policyName(policy)).policyDocument()));
        }
        for (AttachedPolicy policy : iam.listAttachedRolePolicies(request -> request.roleName(role)).attachedPolicies()) {
            if (!policy.policyArn().contains(":aws:policy/")) {
                String version = iam.getPolicy(request -> request.policyArn(policy.policyArn())).policy().defaultVersionId();
                theirs.addAll(statements(iam.getPolicyVersion(request ->
                        request.policyArn(policy.policyArn()).versionId(version)).policyVersion().document()));
            }
        }

        List<JsonNode> ours = new ArrayList<>(stack.template().statements(id));
        stack.template().failureDestination(id).map(DeployedStackContractTest::sending).ifPresent(ours::add);
        assertThat(theirs).containsExactlyInAnyOrderElementsOf(ours);
    }

    /** SAM adds it for a function's failure destination. */
    private static JsonNode sending(String queue) {
        return Json.object().put("Effect", "Allow").put("Action", "sqs:SendMessage").put("Resource", queue);
    }

    /** IAM gives policies encoded as in an address. */
    private static String plain(String document) {
        return document.startsWith("{") ? document : URLDecoder.decode(document, StandardCharsets.UTF_8);
    }

    private static List<JsonNode> statements(String document) {
        List<JsonNode> statements = new ArrayList<>();
        Json.parse(stack.inOurNames(plain(document))).path("Statement").forEach(statements::add);
        return statements;
    }

    @ParameterizedTest
    @MethodSource("roles")
    void a_role_is_for_whom_the_sandbox_has_it(String name) {
        String id = name.replaceAll("^redkite-", "");
        String document = stack.judge().client(IamClient.class).getRole(request ->
                request.roleName(stack.require(id, "role"))).role().assumeRolePolicyDocument();

        assertThat(Json.parse(stack.inOurNames(plain(document)))).isEqualTo(stack.template().trustPolicies().get(name));
    }

    @ParameterizedTest
    @MethodSource("notifiers")
    void what_a_function_fails_at_for_good_goes_where_the_sandbox_brings_it(String id) {
        String destination = stack.judge().client(LambdaClient.class).getFunctionEventInvokeConfig(request ->
                request.functionName(stack.require(id, "function")).qualifier(DeployedStack.ours().functions().get(id).arns().size() > 1 ? "live" : "$LATEST")).destinationConfig().onFailure().destination();

        assertThat(stack.inOurNames(destination)).isEqualTo(stack.template().failureDestination(id).orElseThrow());
    }

    @Test
    void the_registry_has_the_key_that_the_sandbox_gives_it() {
        assertThat(stack.judge().client(DynamoDbClient.class)
                .describeTable(request -> request.tableName(stack.require("Registry", "table"))).table().keySchema())
                .extracting(KeySchemaElement::attributeName).containsExactly("environment");
    }

    @Test
    void all_functions_are_of_one_artefact() {
        assertThat(functions().map(DeployedStackContractTest::deployed).map(GetFunctionConfigurationResponse::codeSha256).distinct())
                .hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("machines")
    void a_machine_is_the_one_that_the_sandbox_runs(String id) {
        MachineDefinition ours = stack.template().machines().get(id);
        String[] text = {ours.text()};
        ours.substitutions().forEach((name, value) -> text[0] = text[0].replace("${" + name + "}", value));

        String theirs = stack.judge().client(SfnClient.class).describeStateMachine(request ->
                request.stateMachineArn(stack.require(id, "state machine"))).definition();

        assertThat(StateMachine.substitutionsIn(theirs)).isEmpty();
        assertThat(Json.parse(stack.inOurNames(theirs))).isEqualTo(Json.parse(text[0]));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void a_rule_takes_the_events_that_the_sandbox_lets_it_take_and_brings_them_there(String id) {
        EventBridgeClient events = stack.judge().client(EventBridgeClient.class);
        EventRule ours = stack.template().rules().stream().filter(rule -> rule.logicalId().equals(id)).findFirst().orElseThrow();
        String name = stack.require(id, "rule").replaceAll("^.*[|/]", "");
        List<EventRule.Target> targets = new ArrayList<>();
        for (Target target : events.listTargetsByRule(request -> request.rule(name).eventBusName(ours.bus())).targets()) {
            targets.add(new EventRule.Target(stack.inOurNames(target.arn()), target.inputPath() == null ? "$" : target.inputPath()));
        }
        String pattern = events.describeRule(request -> request.name(name).eventBusName(ours.bus())).eventPattern();
        List<JsonNode> kinds = kinds();
        List<JsonNode> theirs = kinds.stream().filter(event -> events.testEventPattern(request ->
                request.eventPattern(stack.inOurNames(pattern)).event(event.toString())).result()).toList();

        assertThat(targets).isEqualTo(ours.targets());
        assertThat(theirs).isNotEmpty().isEqualTo(kinds.stream().filter(ours.pattern()::matches).toList());
    }

    /** An event of every source and kind that the template or its functions have a word for, and of ones that nobody knows. */
    private static List<JsonNode> kinds() {
        List<JsonNode> events = new ArrayList<>();
        for (String source : List.of("redkite.request", "redkite", "aws.states", "somebody.else")) {
            for (String kind : List.of("Provision Requested", "Teardown Requested", "Recreate Requested", "Pause Requested", "Resume Requested", "Backup Requested", "Restore Requested",
                    "Provision Reqeusted", "Environment Requested", "Stage Done", "Environment Ready", "Environment Paused", "Environment Failed", "Environment Removed",
                    "Environment Rejected", "Backup Ready", "Backup Removed", "Restore Ready", "Step Functions Execution Status Change")) {
                for (String status : List.of("ABORTED", "TIMED_OUT", "FAILED", "")) {
                    events.add(event(source, kind, status, null));
                }
            }
        }
        for (String error : List.of("EnvironmentFailed", "RequestRejected", "Transient")) {
            events.add(event("aws.states", "Step Functions Execution Status Change", "FAILED", "dev.redkite.failure." + error));
        }
        return events;
    }

    private static JsonNode event(String source, String kind, String status, String error) {
        ObjectNode event = Json.object().put("id", "1").put("account", Judge.ACCOUNT).put("region", Judge.REGION.id())
                .put("time", "2026-11-24T09:00:00Z").put("source", source).put("detail-type", kind);
        event.putArray("resources");
        event.putObject("detail").put("status", status).put("error", error)
                .put("stateMachineArn", stack.template().machines().get("Teardown").arn());
        return event;
    }
}
