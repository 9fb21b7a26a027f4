package dev.redkite.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.sandbox.aws.Errors;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

class ConfidentialTest {

    private static final String SECRET = "Zq4tVb81Lw0Xc7Pn";

    @ParameterizedTest
    @ValueSource(strings = {
        "Authorization: Bearer k8s-aws-v1.aHR0cHM6Ly9zdHM_-x",
        "https://b.s3.amazonaws.com/k?X-Amz-Signature=aHR0cHM6Ly9zdHM_-x&x=1",
        "x-amz-security-token:aHR0cHM6Ly9zdHM/+x==\nhost",
        "{\"X-Amz-Security-Token\":\"aHR0cHM6Ly9zdHM\"}",
        "token xoxb-123-aHR0cHM6Ly9zdHM",
    })
    void what_looks_like_a_token_is_withheld_from_every_message(String words) {
        StageBroken broken = new StageBroken("The service said: " + words, new IllegalStateException(words));

        assertThat(broken.getMessage()).startsWith("The service said: ").contains("[withheld]").doesNotContain("aHR0cHM6Ly9zdHM");
        assertThat(broken).hasNoCause();
    }

    @Test
    void words_without_a_secret_stay_as_they_are() {
        AwsServiceException error = Errors.of("Eks", 403, "AccessDeniedException", "not authorized to perform: eks:CreateCluster");

        assertThatThrownBy(() -> Confidential.call(SECRET, () -> { throw error; })).isSameAs(error);
        assertThat(new StageBroken("x", error)).hasCause(error);
    }

    @Test
    void of_a_service_that_repeats_the_secret_the_code_is_left() {
        String echo = Base64.getEncoder().encodeToString(("{\"password\":\"" + SECRET + "\"}").getBytes());

        assertThatThrownBy(() -> Confidential.call(SECRET, () -> {
            throw Errors.of("SecretsManager", 400, "LimitExceededException", "no room for " + echo);
        })).isInstanceOfSatisfying(AwsServiceException.class, error -> {
            assertThat(error.toString()).doesNotContain(echo);
            assertThat(AwsErrors.kindOf(error)).isEqualTo(AwsErrors.Kind.QUOTA);
            assertThat(AwsErrors.messageOf(error)).contains("withheld");
        });
    }

    @Test
    void of_a_cluster_that_repeats_the_secret_the_code_is_left() {
        assertThatThrownBy(() -> Confidential.call(SECRET, () -> {
            throw new KubernetesClientException("invalid: " + SECRET, 422, null);
        })).isInstanceOfSatisfying(KubernetesClientException.class, error -> {
            assertThat(error.getCode()).isEqualTo(422);
            assertThat(error.toString()).doesNotContain(SECRET);
        });
    }

    @Test
    void of_anything_else_the_kind_is_left() {
        assertThatThrownBy(() -> Confidential.call(SECRET, () -> {
            throw new IllegalStateException("outer", new IllegalArgumentException(SECRET));
        })).isInstanceOf(StageBroken.class).hasNoCause().hasMessageContaining("IllegalStateException");
    }

    @Test
    void a_secret_of_eight_letters_is_withheld_and_what_is_shorter_would_be_found_in_everything() {
        assertThatThrownBy(() -> Confidential.call("Zq4tVb81", () -> { throw new StageBroken("bad: Zq4tVb81"); })).hasMessageContaining("withheld");
        assertThatThrownBy(() -> Confidential.call("Zq4tVb8", () -> { throw new StageBroken("bad: Zq4tVb8"); })).hasMessage("bad: Zq4tVb8");
    }

    @Test
    void of_a_service_that_repeats_the_secret_in_hexadecimal_the_code_is_left() {
        assertThatThrownBy(() -> Confidential.call("Zq4tVb81", () -> { throw new StageBroken("bad: 5a71347456623831"); }))
                .hasMessageContaining("withheld");
    }
}
