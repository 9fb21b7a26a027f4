package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.contract.CompanyKeys;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;

/** Where a company encrypts with keys of its own, an environment comes up by them. */
class CompanyKeysScenarioTest {

    private final ObjectNode event = Events.read("01-minimal");
    private final Sandbox sandbox = Sandbox.open(TestSettings.of(event));
    private final String bucketKey = sandbox.world().kms().standing("alias/company", CompanyKeys.policy());
    private final String volumeKey = sandbox.world().kms().standing("alias/volumes", CompanyKeys.policy(CompanyKeys.SCALING));

    @Test
    void milvus_and_the_driver_of_volumes_may_use_them() {
        CompanyKeys.encryptBucket(sandbox.world(), bucketKey);
        sandbox.world().ec2().encryptVolumes(volumeKey, true);
        event.withObject("/detail/specification/storage").put("bucket", CompanyKeys.BUCKET);

        Outcome outcome = sandbox.deliver(event);

        assertThat(outcome.phase()).as(outcome.message()).isEqualTo("READY");
        assertThat(document("milvus", "bucket-key")).contains("kms:GenerateDataKey").contains(bucketKey.substring(bucketKey.indexOf('/') + 1));
        assertThat(document("ebs-csi", "volume-key")).contains("kms:CreateGrant").contains(volumeKey.substring(volumeKey.indexOf('/') + 1));
    }

    private String document(String purpose, String policy) {
        return sandbox.world().client(IamClient.class).getRolePolicy(request -> request
                .roleName("redkite-demo-us-west-2-" + purpose).policyName(policy)).policyDocument().replace("%3A", ":");
    }
}
