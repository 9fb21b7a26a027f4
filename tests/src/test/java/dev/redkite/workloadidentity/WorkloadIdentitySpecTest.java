package dev.redkite.workloadidentity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.cluster.EksClusterFacts;
import dev.redkite.deployment.Partition;
import dev.redkite.environment.Plan;
import dev.redkite.json.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkloadIdentitySpecTest {

    private static final EksClusterFacts CLUSTER = Json.convert(Json.parse("""
            {"name": "redkite-demo", "oidcProviderArn": "arn:provider", "oidcIssuer": "https://oidc.example.com/id/1"}"""), EksClusterFacts.class);

    private static WorkloadIdentitySpec wanted(String bucketKey, String volumeKey) {
        Plan plan = new Plan("demo", 1, "123456789012", "us-west-2", Map.of(), false, null, null,
                new Plan.Storage("data", true, "demo/g1", bucketKey), new Plan.Cluster("1.35", List.of(), List.of(), List.of(), volumeKey),
                null, null, null, null, null, null, List.of());
        return WorkloadIdentitySpec.wanted(plan, CLUSTER, Partition.of("us-west-2"));
    }

    @Test
    void a_key_of_the_users_own_is_lent_to_who_needs_it() {
        WorkloadIdentitySpec wanted = wanted("arn:aws:kms:us-west-2:123456789012:key/bucket-key", "arn:aws:kms:us-west-2:123456789012:key/volume-key");

        assertThat(wanted.milvus().inlinePolicies()).containsOnlyKeys("object-storage", "bucket-key");
        assertThat(wanted.milvus().inlinePolicies().get("bucket-key")).contains("arn:aws:kms:us-west-2:123456789012:key/bucket-key");
        assertThat(wanted.ebsCsiDriver().inlinePolicies()).containsOnlyKeys("volume-key");
        assertThat(wanted.ebsCsiDriver().inlinePolicies().get("volume-key")).contains("arn:aws:kms:us-west-2:123456789012:key/volume-key");
    }

    @Test
    void where_aws_own_keys_do_nobody_is_lent_one() {
        assertThat(wanted(null, null).milvus().inlinePolicies()).containsOnlyKeys("object-storage");
        assertThat(wanted(null, null).ebsCsiDriver().inlinePolicies()).isEmpty();
    }
}
