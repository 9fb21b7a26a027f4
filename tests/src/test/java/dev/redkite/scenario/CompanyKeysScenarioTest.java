package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.contract.CompanyKeys;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.sandbox.apigateway.HttpEvents;
import java.util.Map;
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

    /** Each object of a backup's that a function reads or writes takes the key too, in its own role's name. */
    @Test
    void backups_are_proven_restored_and_given_up_by_functions_that_may_use_them() {
        CompanyKeys.encryptBucket(sandbox.world(), bucketKey);
        event.withObject("/detail/specification/storage").put("bucket", CompanyKeys.BUCKET);
        event.withObject("/detail/specification/milvus").put("authentication", false);
        sandbox.deliver(event);
        MilvusRows rows = new MilvusRows(sandbox);
        rows.create("points");
        rows.insert("points", 0, 3);

        ready(Events.backup("demo"));
        ready(Events.overwritingRestore("demo"));

        assertThat(rows.keys("points")).containsExactly(0L, 1L, 2L);
        assertThat(listed()).contains("\"first\"");
        ObjectNode removal = Events.again(Events.backup("demo"), 2);
        removal.putObject("detail").put("environment", "demo").put("remove", "first");
        ready(removal);
        assertThat(sandbox.world().s3().keys(CompanyKeys.BUCKET)).noneMatch(key -> key.startsWith("demo/backups/data/"));
        assertThat(backedUpVia(3, "s3.eu-west-1.amazonaws.com")).contains("milvus-backup did not make backup");
        assertThat(backedUpVia(4, "ec2.us-west-2.amazonaws.com")).contains("milvus-backup did not make backup");
        assertThat(backedUpVia(5, "s3.us-west-2.amazonaws.com")).doesNotContain("did not make");
    }

    /** By pods whose role may use the key for requests of that service alone. */
    private String backedUpVia(int time, String service) {
        sandbox.world().client(IamClient.class).putRolePolicy(request -> request.roleName("redkite-demo-us-west-2-milvus").policyName("bucket-key").policyDocument("""
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":"%s",
                "Condition":{"StringEquals":{"kms:ViaService":"%s"}}}]}""".formatted(bucketKey, service)));
        ObjectNode request = Events.again(Events.backup("demo"), time);
        request.putObject("detail").put("environment", "demo").put("name", "via_" + time);
        return String.valueOf(sandbox.deliver(request).message());
    }

    private String listed() {
        HttpEvents.Request request = new HttpEvents.Request("GET", "/environments/demo/backups", "", Map.of(), null);
        return sandbox.request(new HttpEvents(sandbox.stack()).of(
                request, "123456789012", "arn:aws:iam::123456789012:user/ada", "request", sandbox.world().now())).path("body").asText();
    }

    private void ready(ObjectNode request) {
        Outcome outcome = sandbox.deliver(request);
        assertThat(outcome.phase()).as(outcome.message()).isEqualTo("READY");
    }

    private String document(String purpose, String policy) {
        return sandbox.world().client(IamClient.class).getRolePolicy(request -> request
                .roleName("redkite-demo-us-west-2-" + purpose).policyName(policy)).policyDocument().replace("%3A", ":");
    }
}
