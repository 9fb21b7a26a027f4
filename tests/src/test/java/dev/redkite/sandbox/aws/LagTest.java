package dev.redkite.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.sandbox.aws.Lag.Kind;
import dev.redkite.sandbox.time.VirtualClock;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;

class LagTest {

    private static final String TRUST = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"eks.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";

    private final VirtualClock clock = new VirtualClock(World.START);
    private final World world = new World(clock, "123456789012", "us-west-2", Durations.typical(), Lag.random(7));

    @ParameterizedTest
    @CsvSource({"IAM_READ, 0, 10", "IAM_POLICY, 5, 15", "KMS_KEY, 0, 60", "KMS_TAGS, 0, 300", "ACCESS_ENTRY, 0, 5", "SECRET, 0, 5", "EC2, 0, 4"})
    void is_drawn_for_each_thing_within_what_is_documented_or_seen(Kind kind, int least, int most) {
        Lag lag = Lag.random(7);

        assertThat(IntStream.range(0, 1_000).mapToObj(number -> lag.of(kind, "thing-" + number)))
                .allSatisfy(each -> assertThat(each).isBetween(Duration.ofSeconds(least), Duration.ofSeconds(most)))
                .anyMatch(each -> each.compareTo(Duration.ofSeconds(most - 1)) > 0)
                .anyMatch(each -> each.compareTo(Duration.ofSeconds(least + 1)) < 0);
    }

    @Test
    void is_the_same_for_the_same_seed_and_another_for_another() {
        assertThat(Lag.random(7).of(Kind.KMS_KEY, "a")).isEqualTo(Lag.random(7).of(Kind.KMS_KEY, "a"))
                .isNotEqualTo(Lag.random(8).of(Kind.KMS_KEY, "a"));
    }

    @Test
    void a_fresh_role_is_not_found_at_first_and_its_name_is_taken() {
        IamClient iam = world.client(IamClient.class);
        iam.createRole(request -> request.roleName("fresh").assumeRolePolicyDocument(TRUST));

        assertThatThrownBy(() -> iam.getRole(request -> request.roleName("fresh"))).isInstanceOf(AwsServiceException.class)
                .hasMessageContaining("cannot be found");
        assertThatThrownBy(() -> iam.createRole(request -> request.roleName("fresh").assumeRolePolicyDocument(TRUST)))
                .hasMessageContaining("already exists");
        clock.advance(Duration.ofSeconds(10));
        assertThatCode(() -> iam.getRole(request -> request.roleName("fresh"))).doesNotThrowAnyException();
    }

    @Test
    void eks_sees_a_role_without_the_policy_that_it_already_has() {
        IamClient iam = world.client(IamClient.class);
        iam.createRole(request -> request.roleName("fresh").assumeRolePolicyDocument(TRUST));
        clock.advance(Duration.ofSeconds(10));
        iam.attachRolePolicy(request -> request.roleName("fresh").policyArn("arn:aws:iam::aws:policy/AmazonEKSClusterPolicy"));

        assertThat(world.iam().hasPolicy("arn:aws:iam::123456789012:role/fresh", "AmazonEKSClusterPolicy")).isFalse();
        clock.advance(Duration.ofSeconds(15));
        assertThat(world.iam().hasPolicy("arn:aws:iam::123456789012:role/fresh", "AmazonEKSClusterPolicy")).isTrue();
    }

    @Test
    void a_fresh_key_is_listed_and_not_found_and_its_tags_count_later_still() {
        KmsClient kms = world.client(KmsClient.class);
        String key = kms.createKey(request -> request.tags(tag -> tag.tagKey("team").tagValue("search"))).keyMetadata().keyId();

        assertThat(kms.listKeys().keys()).anyMatch(each -> each.keyId().equals(key));
        assertThatThrownBy(() -> kms.enableKeyRotation(request -> request.keyId(key))).hasMessageContaining("does not exist");
        assertThat(world.kms().authorizingTags(key)).hasValueSatisfying(tags -> assertThat(tags).isEmpty());
        clock.advance(Duration.ofMinutes(5));
        assertThatCode(() -> kms.enableKeyRotation(request -> request.keyId(key))).doesNotThrowAnyException();
        assertThat(world.kms().authorizingTags(key)).hasValueSatisfying(tags -> assertThat(tags).containsEntry("team", "search"));
    }
}
