package dev.redkite.sandbox.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.sandbox.Operator;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.SandboxSettings;
import dev.redkite.sandbox.aws.Call;
import dev.redkite.stage.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The policy that docs/doctor.md gives to paste allows what the doctor asks, and nothing that changes anything. */
class DoctorPolicyTest {

    private static final Path PAGE = Path.of("../docs/doctor.md");

    /** Prefixes of actions, where they are not the client's name in lower case. */
    private static final Map<String, String> PREFIXES = Map.of("CloudWatchLogs", "logs", "ElasticLoadBalancingV2", "elasticloadbalancing",
            "ResourceGroupsTaggingApi", "tag", "Sfn", "states");

    /** Actions that are called otherwise than their operations; STS tells everybody who he is. */
    private static final Map<String, String> ACTIONS = Map.of("s3:GetBucketEncryption", "s3:GetEncryptionConfiguration",
            "s3:ListObjectVersions", "s3:ListBucketVersions", "s3:HeadBucket", "s3:ListBucket", "s3:ListMultipartUploads", "s3:ListBucketMultipartUploads",
            "servicequotas:GetAwsDefaultServiceQuota", "servicequotas:GetAWSDefaultServiceQuota",
            "iam:GetOpenIdConnectProvider", "iam:GetOpenIDConnectProvider", "iam:ListOpenIdConnectProviders", "iam:ListOpenIDConnectProviders");

    private static String action(Call call) {
        String prefix = PREFIXES.getOrDefault(call.service(), call.service().toLowerCase(Locale.ROOT));
        String action = prefix + ":" + call.operation();
        return ACTIONS.getOrDefault(action, action);
    }

    private static Set<String> asked() {
        Set<String> asked = new TreeSet<>();
        try (Sandbox sandbox = Sandbox.open(SandboxSettings.of(Json.object()).inProcess())) {
            JsonNode adopting = Json.parse("{\"name\":\"demo\",\"storage\":{\"bucket\":\"company-data\"}}");
            sandbox.world().s3().standing("company-data");
            Operator operator = sandbox.operator();
            sandbox.world().intercept((call, service) -> {
                asked.add(action(call));
                return service.get();
            });
            new Doctor(operator, Doctor.Request.reading(Path.of("../template.yaml"), adopting, "redkite")).examine();
            new Doctor(operator, Doctor.Request.reading(Path.of("../template.yaml"), adopting, null)).examine();
        }
        asked.remove("sts:GetCallerIdentity");
        return asked;
    }

    private static Set<String> allowed() throws IOException {
        Matcher block = Pattern.compile("```json\\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(PAGE));
        assertThat(block.find()).isTrue();
        Set<String> allowed = new TreeSet<>();
        Json.parse(block.group(1)).path("Statement").forEach(statement -> statement.path("Action").forEach(action -> allowed.add(action.asText())));
        return allowed;
    }

    @Test
    void everything_that_is_asked_is_allowed() throws IOException {
        assertThat(allowed()).containsAll(asked());
    }

    @Test
    void nothing_is_allowed_that_changes_something() throws IOException {
        assertThat(allowed().stream().map(action -> action.substring(action.indexOf(':') + 1)).collect(Collectors.toSet()))
                .allMatch(action -> action.matches("(Get|List|Describe|Simulate|Scan).*"));
    }
}
