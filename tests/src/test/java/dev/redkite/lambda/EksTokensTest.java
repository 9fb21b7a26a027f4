package dev.redkite.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

class EksTokensTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final AwsCredentialsIdentity CREDENTIALS = AwsCredentialsIdentity.create("AKIDEXAMPLE", "secret");

    private final EksTokens tokens = new EksTokens();

    private String after(Duration passed) {
        return tokens.of("demo", "us-west-2", CREDENTIALS, NOW.plus(passed));
    }

    @Test
    void a_token_is_shown_again_for_minutes() {
        assertThat(after(Duration.ofMinutes(4))).isEqualTo(after(Duration.ZERO));
    }

    @Test
    void a_token_leaves_the_longest_call_of_helm_time_to_end() {
        String first = after(Duration.ZERO);
        assertThat(after(Duration.ofMinutes(5))).isNotEqualTo(first)
                .isEqualTo(EksToken.of("demo", "us-west-2", CREDENTIALS, NOW.plus(Duration.ofMinutes(5))));
    }

    @Test
    void another_cluster_gets_a_token_of_its_own() {
        after(Duration.ZERO);
        assertThat(tokens.of("other", "us-west-2", CREDENTIALS, NOW)).isEqualTo(EksToken.of("other", "us-west-2", CREDENTIALS, NOW));
    }

    @Test
    void new_credentials_sign_a_new_token() {
        after(Duration.ZERO);
        AwsCredentialsIdentity others = AwsCredentialsIdentity.create("AKIDOTHER", "another");
        assertThat(tokens.of("demo", "us-west-2", others, NOW)).isEqualTo(EksToken.of("demo", "us-west-2", others, NOW));
    }
}
