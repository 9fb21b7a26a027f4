package dev.redkite.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.sandbox.kubernetes.EksTokenVerifier;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

class EksTokenTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private static final AwsCredentialsIdentity CREDENTIALS = AwsCredentialsIdentity.create("AKIDEXAMPLE", SECRET);

    private static String url(String token) {
        return new String(Base64.getUrlDecoder().decode(token.substring("k8s-aws-v1.".length())), StandardCharsets.UTF_8);
    }

    private static Optional<String> verified(String token, String cluster, Instant when) {
        return new EksTokenVerifier(cluster, PartitionMetadata.of(Region.US_WEST_2), InstantSource.fixed(when),
                key -> Optional.of(SECRET).filter(secret -> key.equals("AKIDEXAMPLE"))).findAccessKey(token);
    }

    /** The signature was computed by a few lines of Python after the published algorithm, not by any SDK. */
    @Test
    void signs_as_an_independent_implementation_does() {
        assertThat(url(EksToken.of("redkite-demo", "us-west-2", CREDENTIALS, NOW)))
                .startsWith("https://sts.us-west-2.amazonaws.com/?")
                .contains("X-Amz-Expires=60", "X-Amz-SignedHeaders=host%3Bx-k8s-aws-id")
                .contains("X-Amz-Signature=e379623ae28e4555c5767a34fffea6eed9cf78f1235818c4ff65be765db61931");
    }

    @Test
    void is_base64url_without_padding() {
        assertThat(EksToken.of("redkite-demo", "us-west-2", CREDENTIALS, NOW)).matches("k8s-aws-v1\\.[A-Za-z0-9_-]+");
    }

    @Test
    void speaks_to_the_endpoint_of_the_regions_partition() {
        assertThat(url(EksToken.of("demo", "cn-north-1", CREDENTIALS, NOW))).startsWith("https://sts.cn-north-1.amazonaws.com.cn/?");
    }

    @Test
    void a_token_of_a_lambda_role_is_believed() {
        AwsSessionCredentialsIdentity session = AwsSessionCredentialsIdentity.create("AKIDEXAMPLE", SECRET, "se/ss+ion==");
        assertThat(verified(EksToken.of("demo", "us-west-2", session, NOW), "demo", NOW)).contains("AKIDEXAMPLE");
    }

    @Test
    void a_token_for_another_cluster_is_not_believed() {
        assertThat(verified(EksToken.of("demo", "us-west-2", CREDENTIALS, NOW), "other", NOW)).isEmpty();
    }

    @Test
    void a_token_is_believed_for_fifteen_minutes() {
        String token = EksToken.of("demo", "us-west-2", CREDENTIALS, NOW);
        assertThat(verified(token, "demo", NOW.plus(Duration.ofMinutes(15)))).isPresent();
        assertThat(verified(token, "demo", NOW.plus(Duration.ofMinutes(16)))).isEmpty();
    }

    @Test
    void a_token_of_another_partition_is_not_believed() {
        assertThat(verified(EksToken.of("demo", "cn-north-1", CREDENTIALS, NOW), "demo", NOW)).isEmpty();
    }

    @Test
    void a_token_that_is_none_is_not_believed() {
        for (String token : new String[] {"", "secret", "k8s-aws-v1.", "k8s-aws-v1.%%%", "k8s-aws-v1.aHR0cDovL3g"}) {
            assertThat(verified(token, "demo", NOW)).as(token).isEmpty();
        }
    }
}
