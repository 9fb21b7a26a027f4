package dev.redkite.sandbox.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.contract.CompanyCertificates;
import dev.redkite.json.Json;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.sandbox.aws.acm.FakeAcmClient;
import dev.redkite.sandbox.charts.StandInCharts;
import dev.redkite.sandbox.permission.Access;
import dev.redkite.sandbox.platform.Operator;
import dev.redkite.sandbox.policy.IdentityPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/** The policy that docs/doctor.md gives to paste lets the doctor ask all that it asks, and nothing besides. */
class DoctorPolicyTest {

    private static final Path PAGE = Path.of("../docs/doctor.md");
    private static final Path TEMPLATE = Path.of("../template.yaml");

    private static final String CERTIFICATE = "arn:aws:acm:us-west-2:123456789012:certificate/12345678-1234-1234-1234-123456789012";
    private static final JsonNode SCHEDULED = Json.parse("""
            {"version":"0","id":"00000000-0000-4000-8000-000000000000","detail-type":"Provision Requested","source":"redkite.request",\
            "account":"123456789012","time":"2026-11-24T09:00:00Z","region":"us-west-2","detail":{"specification":{"name":"demo",\
            "schedule":{"teardown":"cron(0 19 ? * MON-FRI *)","recreate":"cron(0 7 ? * MON-FRI *)","timeZone":"UTC"}}}}""");

    private static final List<Finding> FINDINGS = new ArrayList<>();
    private static Set<Access> granted;

    /** The first is what it takes to read, the second what trials take besides. */
    private static String policy(int number) throws IOException {
        List<String> blocks = Pattern.compile("```json\\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(PAGE)).results().map(block -> block.group(1)).toList();
        assertThat(blocks).hasSize(2);
        return blocks.get(number);
    }

    private static List<String> allowed(int number) throws IOException {
        return Json.parse(policy(number)).path("Statement").valueStream().flatMap(statement -> statement.path("Action").valueStream()).map(JsonNode::asText).toList();
    }

    /** Those of a policy's actions without which all that was granted would be granted still. */
    private static List<String> idle(int number, Set<Access> granted) throws IOException {
        List<String> idle = new ArrayList<>();
        for (String action : allowed(number)) {
            IdentityPolicy less = IdentityPolicy.of(List.of(policy(0).replace("\"" + action + "\"", "\"sts:GetCallerIdentity\""),
                    policy(1).replace("\"" + action + "\"", "\"sts:GetCallerIdentity\"")));
            if (granted.stream().allMatch(access -> less.allows(access.action(), access.resource(), access.context()))) {
                idle.add(action);
            }
        }
        return idle;
    }

    /** What IAM granted to somebody who has that policy alone, of an account with environments that stand, are lost, and are removed. */
    @BeforeAll
    static void asked() throws IOException {
        try (Sandbox sandbox = Sandbox.open(TestSettings.of(Json.object()))) {
            sandbox.world().s3().standing("company-data");
            sandbox.world().s3().standing("redkite-neighbor-123456789012-us-west-2");
            sandbox.world().fake(FakeAcmClient.class).standing("12345678-1234-1234-1234-123456789012", "*.milvus.example.com");
            CompanyCertificates.uploaded(sandbox.world());
            String zone = sandbox.world().route53().standing("example.com", "", Map.of());
            Operator operator = Operator.in(sandbox.world(), StandInCharts.only(), policy(0)).with(sandbox.stack(), StackStatus.CREATE_COMPLETE, _ -> 0);
            sandbox.deliver(SCHEDULED);
            examine(operator, "redkite", "example.com");
            sandbox.world().dynamoDb().forgetAll(sandbox.platform().deployment().registryTable());
            examine(operator, "redkite", "example.com");
            examine(operator, null, zone);
            sandbox.world().ec2().encryptVolumes(sandbox.world().kms().standing("alias/volumes"), true);
            examine(operator, "redkite", zone);
            granted = operator.permissions().uses(Operator.ROLE);
        }
    }

    /** @param hostedZone by its name or its id, which are asked for differently */
    private static void examine(Operator operator, String stackOrNull, String hostedZone) {
        JsonNode adopting = Json.parse(("{\"name\":\"probe\",\"storage\":{\"bucket\":\"company-data\"},\"exposure\":{\"domain\":{\"hostedZone\":\"%s\"},"
                + "\"certificateArn\":\"%s\"},\"attu\":{\"certificateArn\":\"arn:aws:iam::123456789012:server-certificate/company/milvus\"}}")
                .formatted(hostedZone, CERTIFICATE));
        FINDINGS.addAll(new Doctor(operator, Doctor.Request.reading(TEMPLATE, adopting, stackOrNull)).examine().findings());
    }

    @Test
    void everything_that_is_asked_is_allowed() {
        assertThat(FINDINGS).noneMatch(finding -> finding.found().contains("not authorized to perform"));
    }

    @Test
    void without_any_of_it_something_would_not_be_answered() throws IOException {
        assertThat(idle(0, granted)).isEmpty();
    }

    /** Everything that both policies allow, in one. */
    private static String both() throws IOException {
        ObjectNode both = (ObjectNode) Json.parse(policy(0));
        ((ArrayNode) both.get("Statement")).addAll((ArrayNode) Json.parse(policy(1)).get("Statement"));
        return both.toString();
    }

    @Test
    void with_the_second_policy_everything_is_tried_and_removed_and_each_of_its_actions_is_needed() throws IOException {
        TrialAccount account = TrialAccount.of(both());
        List<Finding> written = account.run();
        account.deployed();
        account.stands();
        List<Finding> deployed = account.run();
        Set<Access> tried = new HashSet<>(account.operator().permissions().uses(Operator.ROLE));
        List.of("Ec2:ReleaseAddress", "Ec2:DeleteLaunchTemplate").forEach(call -> tried.addAll(swept(call)));

        assertThat(written).noneMatch(Finding::needsSomebody);
        assertThat(deployed).noneMatch(Finding::needsSomebody);
        // Of a cluster that EKS takes though it should refuse it; here it never does.
        assertThat(idle(1, tried)).containsExactly("eks:DeleteCluster");
    }

    /** What sweeping takes after a run that was killed there. */
    private static Set<Access> swept(String killedAt) {
        try {
            TrialAccount account = TrialAccount.of(both());
            assertThatThrownBy(() -> account.run(call -> call >= account.calls.indexOf(killedAt) && account.calls.contains(killedAt), true)).hasMessage("killed");
            account.pass(Duration.ofMinutes(10));
            assertThat(account.run()).noneMatch(Finding::needsSomebody);
            return account.operator().permissions().uses(Operator.ROLE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void nothing_is_allowed_that_changes_something() throws IOException {
        assertThat(allowed(0).stream().map(action -> action.substring(action.indexOf(':') + 1)))
                .allMatch(action -> action.matches("(Get|List|Describe|Simulate|Scan).*"));
    }
}
