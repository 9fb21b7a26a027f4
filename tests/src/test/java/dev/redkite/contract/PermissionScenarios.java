package dev.redkite.contract;

import static dev.redkite.contract.PermissionRuns.again;
import static dev.redkite.contract.PermissionRuns.event;
import static dev.redkite.contract.PermissionRuns.expect;
import static dev.redkite.contract.PermissionRuns.failOnce;
import static dev.redkite.contract.PermissionRuns.loseAnswer;
import static dev.redkite.contract.PermissionRuns.specification;
import static dev.redkite.contract.PermissionRuns.stopped;
import static dev.redkite.contract.PermissionRuns.teardown;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.json.Json;
import dev.redkite.registry.Registry;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.aws.eks.FakeEksClient.Updatable;
import dev.redkite.sandbox.lambda.Stack;
import dev.redkite.sandbox.permission.Permissions.Use;
import dev.redkite.sandbox.states.Execution;
import dev.redkite.sandbox.states.TaskOutcome;
import dev.redkite.sandbox.web.FakeWeb;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.eks.model.ErrorCode;

/** What the functions use of their permissions, over everything that is known to happen to an environment. */
final class PermissionScenarios {

    private static final String SUBNET = "subnet-0a1a0000000000001";

    private final PermissionRuns runs = new PermissionRuns(new LinkedHashSet<>());
    private Stack stack;

    /** @param stack with everything that parameters may switch on */
    record Seen(Stack stack, Set<Use> uses) {}

    static Seen run() {
        PermissionScenarios scenarios = new PermissionScenarios();
        scenarios.meddledWith();
        scenarios.updated();
        scenarios.leftBehind();
        scenarios.nothingRemovedButByTheAudit();
        scenarios.failing();
        scenarios.named();
        new DataScenarios(scenarios.runs).backedUp();
        new DataScenarios(scenarios.runs).restored();
        scenarios.recreatedAndScheduled();
        new DataScenarios(scenarios.runs).pausedAndResumed();
        scenarios.adopting();
        scenarios.locksTakenOver();
        scenarios.answersLost();
        scenarios.deletingTheStack();
        scenarios.throughTheApi();
        scenarios.throughChat();
        return new Seen(scenarios.stack, scenarios.runs.uses());
    }

    /** A network of its own, on which everything was changed by hand: put right, and taken away with its data. */
    private void meddledWith() {
        ObjectNode event = event("03-new-network");
        runs.in(event, sandbox -> {
            sandbox.world().monitorRuntime();
            expect("READY", sandbox.deliver(event));
            new OutOfBandChanges(sandbox, "demo").meddlesWithEverything();
            specification(event).withObject("/tags").put("team", "search");
            expect("READY", sandbox.deliver(again(event, 1)));
            new OutOfBandChanges(sandbox, "demo").addsWhatRemovalsMeet();
            new OutOfBandChanges(sandbox, "demo").standsInTheWayOfTheNetwork();
            expect("REMOVED", sandbox.deliver(teardown("demo")));
        });
    }

    /** Whatever of a standing environment can be changed in place. */
    private void updated() {
        ObjectNode event = event("02-reference");
        runs.in(event, sandbox -> {
            expect("READY", sandbox.deliver(event));
            ObjectNode wanted = specification(event);
            wanted.withObject("/nodes").put("count", 4);
            wanted.withObject("/kafka").put("brokers", 6).put("volumeGibibytes", 200).put("instanceType", "kafka.m5.xlarge")
                    .put("version", "3.9.x");
            wanted.withObject("/kubernetes").put("version", "1.36")
                    .putArray("administrators").add("arn:aws:iam::123456789012:role/ada");
            wanted.withObject("/kubernetes").putArray("publicAccessCidrs").add("0.0.0.0/0").add("52.94.76.0/24");
            wanted.withObject("/milvus").put("version", "2.2.16");
            wanted.withObject("/attu").put("enabled", false);
            sandbox.world().kafka().operationFails(1, "InternalError", "The operation failed because of an internal error.");
            sandbox.world().eks().updateFails(Updatable.ADDON, 1, ErrorCode.INSUFFICIENT_NUMBER_OF_REPLICAS, "too few replicas", "kube-proxy");
            expect("READY", sandbox.deliver(again(event, 1)));
            wanted.withObject("/kubernetes").remove("administrators");
            wanted.withObject("/milvus").put("authentication", true);
            wanted.withObject("/tags").put("team", "search");
            expect("READY", sandbox.deliver(again(event, 2)));
        });
    }

    /** What controllers, nodes and services leave when their cluster goes; what somebody attached to it in our name, too. */
    private void leftBehind() {
        ObjectNode event = event("02-reference");
        runs.in(event, sandbox -> {
            expect("READY", sandbox.deliver(event));
            new Leaks(sandbox, "redkite-reference", SUBNET, "forgotten").plant();
            new OutOfBandChanges(sandbox, "reference").attachesFargateProfile();
            new OutOfBandChanges(sandbox, "reference").narrowsEndpoint();
            sandbox.world().iam().addInstanceProfile("eks-left", "arn:aws:iam::123456789012:role/redkite-reference-us-west-2-node", Map.of());
            expect("REMOVED", sandbox.deliver(event("11-teardown-remove-data")));
        });
    }

    /** A whole environment that no stage has taken back: the audit alone does, in whatever order AWS lets it. */
    private void nothingRemovedButByTheAudit() {
        ObjectNode event = event("03-new-network");
        specification(event).putObject("schedule").put("teardown", "cron(0 19 ? * * *)").put("timeZone", "Asia/Tokyo");
        specification(event).withObject("/exposure/domain").put("privateZone", "demo.internal");
        runs.in(event, sandbox -> {
            Execution execution = sandbox.start(event);
            expect("READY", sandbox.run(execution));
            new OutOfBandChanges(sandbox, "demo").addsWhatRemovalsMeet();
            ObjectNode input = Json.object().put("action", "ensure").put("execution", execution.arn());
            input.set("plan", Json.tree(Registry.of(sandbox.platform())
                    .find("demo").orElseThrow().plan()));
            input.putObject("facts");
            input.putObject("request").put("removeData", true);
            String subnet = new OutOfBandChanges(sandbox, "demo").subnet();
            new Leaks(sandbox, "redkite-demo", subnet, "forgotten").plant();
            ObjectNode leftovers = input.deepCopy().put("action", "retire");
            for (int looks = 0; looks < 3; looks++) {
                sandbox.invoke("ClusterLeftoversFunction", leftovers);
            }
            new Leaks(sandbox, "redkite-demo", subnet, "late").plant();
            audit(sandbox, input);
        });
    }

    private static void audit(Sandbox sandbox, JsonNode input) {
        String said = "";
        for (int looks = 0; looks < 400; looks++) {
            if (!(sandbox.invoke("AuditFunction", input) instanceof TaskOutcome.Failed(String error, String cause, Duration _))) {
                return;
            }
            assertThat(error).as(cause).doesNotContain("StageBroken");
            said = cause;
            sandbox.advance(Duration.ofSeconds(30));
        }
        throw new AssertionError("the audit does not end: " + said);
    }

    /** In a zone of its own, and from there in one of the user's, which is named by its name and by its id. */
    private void named() {
        ObjectNode event = event("50-domain");
        runs.in(event, sandbox -> {
            expect("READY", sandbox.deliver(event));
            specification(event).withObject("/tags").put("team", "search");
            specification(event).withObject("/exposure").putObject("domain").put("hostedZone", "example.com");
            specification(event).withObject("/exposure").put("certificateArn", CompanyCertificates.MANAGED);
            specification(event).withObject("/attu").put("certificateArn", CompanyCertificates.uploaded(sandbox.world()));
            expect("READY", sandbox.deliver(again(event, 1)));
            specification(event).withObject("/exposure").remove("certificateArn");
            specification(event).remove("attu");
            specification(event).withObject("/exposure/domain").put("hostedZone", sandbox.world().route53().standing("example.org", "theirs", Map.of()));
            expect("READY", sandbox.deliver(again(event, 2)));
            specification(event).withObject("/exposure").putObject("domain").put("privateZone", "another.internal");
            expect("READY", sandbox.deliver(again(event, 3)));
            expect("REMOVED", sandbox.deliver(teardown("demo")));
        });
    }

    private void failing() {
        ObjectNode event = event("03-new-network");
        runs.in(event, sandbox -> {
            sandbox.world().kafka().endsFailed(1);
            sandbox.world().ec2().failNextNatGateway();
            sandbox.world().eks().nodeGroupEndsFailed(1);
            expect("READY", sandbox.deliver(event));
            specification(event).withObject("/tags").put("team", "search");
            expect("READY", sandbox.deliver(again(event, 1)));
        });
    }

    private void recreatedAndScheduled() {
        ObjectNode event = event("14-scheduled");
        runs.in(event, sandbox -> {
            expect("READY", sandbox.deliver(event));
            specification(event).withObject("/schedule").put("timeZone", "Asia/Tokyo");
            specification(event).remove("expiresAt");
            expect("READY", sandbox.deliver(again(event, 1)));
            ObjectNode recreate = event("12-recreate");
            recreate.withObject("/detail").put("environment", "office");
            expect("READY", sandbox.deliver(recreate));
        });
    }

    /** A bucket that the user names. */
    private void adopting() {
        ObjectNode event = event("01-minimal");
        specification(event).putObject("storage").put("bucket", "somebody-s-own");
        runs.in(event, sandbox -> {
            sandbox.world().s3().standing("somebody-s-own");
            sandbox.world().ec2().encryptVolumes(
                    sandbox.world().kms().standing("alias/first", CompanyKeys.policy(CompanyKeys.SCALING)), true);
            Execution execution = sandbox.start(event);
            sandbox.advance(Duration.ofMinutes(20));
            sandbox.executions().stop(execution, "Operator", "enough seen");
            expect("REMOVED", sandbox.deliver(teardown("demo")));
            CompanyKeys.withoutScaling(sandbox.world());
            specification(event).withObject("/storage").put("bucket", CompanyKeys.BUCKET);
            sandbox.deliver(again(event, 1));
        });
    }

    /** Of each machine's execution that ended without a word. */
    private void locksTakenOver() {
        ObjectNode event = event("01-minimal");
        runs.in(event, sandbox -> {
            stopped(sandbox, event);
            stopped(sandbox, teardown("demo"));
            ObjectNode recreate = event("12-recreate");
            recreate.withObject("/detail").put("environment", "demo");
            stopped(sandbox, recreate);
            expect("REMOVED", sandbox.deliver(again(teardown("demo"), 1)));
        });
    }

    /** The registry has taken the last word, and the function never hears of it. */
    private void answersLost() {
        ObjectNode event = event("01-minimal");
        runs.in(event, sandbox -> {
            loseAnswer(sandbox, "Publication");
            expect("READY", sandbox.deliver(event));
            failOnce(sandbox, "ClusterAccess");
            ObjectNode recreate = event("12-recreate");
            recreate.withObject("/detail").put("environment", "demo");
            expect("FAILED", sandbox.deliver(recreate));
            loseAnswer(sandbox, "Removal");
            expect("REMOVED", sandbox.deliver(teardown("demo")));
        });
    }

    private void deletingTheStack() {
        runs.in(Json.object(), sandbox -> {
            TakenOver.unindexed(sandbox, "demo", "READY");
            for (String type : List.of("Update", "Delete")) {
                assertThat(sandbox.invoke("StackGuardFunction", Json.object().put("RequestType", type)
                        .put("ResponseURL", FakeWeb.CLOUD_FORMATION + "?signature"))).isInstanceOf(TaskOutcome.Completed.class);
            }
        });
    }

    private void throughTheApi() {
        runs.in(Json.object(), sandbox -> new ApiVisitor(sandbox).asksForEverything());
    }

    private void throughChat() {
        ObjectNode event = event("30-slack-create");
        runs.in(event, sandbox -> {
            new ChatVisitor(sandbox).asksForEverything(event);
            stack = sandbox.stack();
        });
    }
}
