package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.sandbox.aws.Errors;
import dev.redkite.sandbox.cluster.Principals;
import dev.redkite.sandbox.fault.SecretWatch;
import dev.redkite.sandbox.kubernetes.RequestInterceptor;
import dev.redkite.sandbox.kubernetes.StatusException;
import dev.redkite.sandbox.states.Execution;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretRequest;

/**
 * No secret goes astray, not even where a service refuses a request and repeats it in what it says. That nothing does
 * when all goes well, the other scenarios assert in passing, event by event.
 */
class SecretScenarioTest {

    private static final String TOKEN = "k8s-aws-v1." + Base64.getUrlEncoder().withoutPadding().encodeToString(
            "https://sts.us-west-2.amazonaws.com/?Action=GetCallerIdentity&X-Amz-Signature=0".getBytes(StandardCharsets.UTF_8));

    private final ObjectNode event = Events.read("01-minimal");
    private final Sandbox sandbox = Sandbox.open(TestSettings.of(event).withChat());
    private final SecretWatch watch = SecretWatch.over(sandbox);
    private final Set<String> refused = new HashSet<>();

    @AfterEach
    void close() {
        sandbox.close();
    }

    /** The failure is told everywhere, so let everybody hear it. */
    private Outcome run(Execution execution) {
        Outcome outcome = sandbox.run(execution);
        sandbox.advance(Duration.ofMinutes(5));
        return outcome;
    }

    private void refuseSecret(UnaryOperator<String> echo) {
        sandbox.world().intercept((call, service) -> {
            if (call.request() instanceof CreateSecretRequest made && refused.add(call.toString())) {
                throw Errors.of("SecretsManager", 400, "InvalidParameterException", "Not valid: " + echo.apply(made.secretString()));
            }
            return service.get();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "base64", "escaped"})
    void a_login_that_the_secrets_manager_refuses_is_not_repeated(String form) {
        refuseSecret(secret -> switch (form) {
            case "plain" -> secret;
            case "base64" -> Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
            default -> secret.replace("\"", "\\\"");
        });

        Outcome outcome = run(sandbox.start(event));

        assertThat(outcome.message()).startsWith("KafkaCredentials: Secret ")
                .contains("SecretsManager answered InvalidParameterException", "Next: ");
        assertThat(watch.leaks()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"milvus-kafka", "milvus-root"})
    void a_login_that_a_cluster_refuses_is_not_repeated(String name) {
        sandbox.clusters().intercept(new RequestInterceptor() {
            @Override
            public Optional<StatusException> before(Request request) {
                boolean made = request.verb().equals("create") && request.path().endsWith("/secrets") && request.name().equals(name);
                return made && refused.add(name)
                        ? Optional.of(StatusException.of(400, "BadRequest", "admission webhook denied: " + new String(request.body(), StandardCharsets.UTF_8)))
                        : Optional.empty();
            }
        });
        Execution execution = sandbox.start(event);

        Outcome outcome = run(execution);
        sandbox.executions().redrive(execution);
        assertThat(run(execution).phase()).isEqualTo("READY");

        assertThat(outcome.message()).startsWith("MilvusRelease: The Kubernetes API of ").contains("answered 400", "Next: ");
        assertThat(watch.leaks()).isEmpty();
    }

    /** One stage of each kind of client: AWS', Helm's, fabric8's, and the tunnel to Milvus. */
    private boolean refusesNow() {
        return List.of("EksCluster", "KafkaCredentials", "LoadBalancerController", "StorageClass", "MilvusRelease", "HealthProbe")
                .contains(sandbox.running()) && refused.add(sandbox.running());
    }

    /** AWS repeats the canonical request, with the session's token among its headers. */
    @Test
    void no_stage_repeats_its_credentials_when_a_service_does() {
        sandbox.world().intercept((call, service) -> {
            if (refusesNow()) {
                throw Errors.of(call.service(), 403, "SignatureDoesNotMatch", """
                        The request signature we calculated does not match the signature you provided. The Canonical String for \
                        this request should have been 'POST\n/\n\nhost:x\nx-amz-security-token:%sASIA\n\nhost;x-amz-security-token'"""
                        .formatted(Principals.SECRETS.getLast()));
            }
            return service.get();
        });
        sandbox.clusters().intercept(new RequestInterceptor() {
            @Override
            public Optional<StatusException> before(Request request) {
                return refusesNow() ? Optional.of(StatusException.of(400, "BadRequest", "no such user: Bearer " + TOKEN)) : Optional.empty();
            }
        });
        Execution execution = sandbox.start(event);
        List<String> messages = new ArrayList<>();

        Outcome outcome = run(execution);
        while (!outcome.phase().equals("READY") && messages.size() < 10) {
            messages.add(outcome.message());
            sandbox.executions().redrive(execution);
            outcome = run(execution);
        }

        assertThat(outcome.phase()).as(outcome.message()).isEqualTo("READY");
        assertThat(messages).hasSize(6).allMatch(message -> message.contains("Next: "));
        assertThat(watch.leaks()).isEmpty();
    }
}
