package dev.redkite.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.contract.CompanyKeys;
import dev.redkite.environment.Plan;
import dev.redkite.failure.InvalidRequest;
import dev.redkite.json.Json;
import dev.redkite.platform.AccountPlatform;
import dev.redkite.sandbox.aws.World;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kms.model.ScheduleKeyDeletionRequest;

/** Keys that a company's defaults bring with them. */
class EncryptionKeysTest {

    private static final String ROOT = "arn:aws:iam::123456789012:root";
    private static final String ADOPTING = "{\"name\":\"demo\",\"storage\":{\"bucket\":\"company-data\"}}";

    private static final String BACKING_UP = ADOPTING.replace("bucket", "backupBucket");

    private final World world = World.standing();

    private Plan plan(String specification) {
        return new Admission(new AccountPlatform(world)).plan(Json.parse(specification), 1);
    }

    private AbstractThrowableAssert<?, ?> refusal(String specification) {
        return assertThatThrownBy(() -> plan(specification)).isInstanceOf(InvalidRequest.class);
    }

    private void encrypted(String key) {
        CompanyKeys.encryptBucket(world, key);
    }

    @Test
    void the_key_of_an_adopted_bucket_is_in_the_plan_so_that_milvus_may_use_it() {
        String key = world.kms().standing("alias/company", CompanyKeys.policy());
        encrypted(key);

        assertThat(plan(ADOPTING).storage().keyArn()).isEqualTo(key);
    }

    @Test
    void a_bucket_that_s3_encrypts_itself_has_none() {
        world.s3().standing("company-data");

        assertThat(plan(ADOPTING).storage().keyArn()).isNull();
    }

    @Test
    void a_key_that_keeps_us_out_is_told_with_the_statement_that_its_policy_lacks() {
        world.kms().keepsOut("alias/secret");
        encrypted("alias/secret");

        refusal(ADOPTING).hasMessageContaining("$.storage.bucket: company-data encrypts with alias/secret, a key that does not exist or whose policy keeps this account's roles out: "
                + "add to the key's policy {\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"" + ROOT + "\"}");
    }

    @Test
    void a_key_of_another_account_is_refused_for_no_function_may_use_it() {
        encrypted("arn:aws:kms:us-west-2:210987654321:key/11111111-2222-4333-8444-555555555555");

        refusal(ADOPTING).hasMessageContaining("$.storage.bucket: company-data encrypts with arn:aws:kms:us-west-2:210987654321:key/11111111-2222-4333-8444-555555555555,"
                + " a key of another account or region, and Redkite's functions may use those of this one only: choose another");
    }

    @Test
    void a_bucket_that_is_not_there_or_elsewhere_or_another_accounts_is_refused_at_the_door() {
        refusal(ADOPTING).hasMessageContaining("$.storage.bucket: The bucket company-data, named in storage.bucket, does not exist in this account and region.");
        world.s3().elsewhere("company-data");
        refusal(ADOPTING).hasMessageContaining("$.storage.bucket: Bucket company-data lies in another region. Name a bucket of this region");
    }

    @Test
    void a_bucket_for_backups_is_judged_as_one_for_data_is_and_its_key_is_in_the_plan() {
        refusal(BACKING_UP).hasMessageContaining("$.storage.backupBucket: The bucket company-data, named in storage.backupBucket, does not exist in this account and region. Next: create it, or leave storage.backupBucket out.");
        String key = world.kms().standing("alias/company", CompanyKeys.policy());
        encrypted(key);

        assertThat(plan(BACKING_UP).storage().backups()).isEqualTo(new Plan.Bucket("company-data", key));
        assertThat(plan(BACKING_UP).storage().keyArn()).isNull();
    }

    @Test
    void a_bucket_for_backups_in_another_region_or_account_is_refused_at_the_door() {
        world.s3().elsewhere("company-data");
        refusal(BACKING_UP).hasMessageContaining("$.storage.backupBucket: Bucket company-data lies in another region. Name a bucket of this region in storage.backupBucket.");
        world.s3().taken("somebody-s");
        refusal(BACKING_UP.replace("company-data", "somebody-s")).hasMessageContaining(
                "$.storage.backupBucket: Bucket somebody-s belongs to another account, or its policy keeps us out. Name a bucket of this account in storage.backupBucket.");
    }

    @Test
    void a_bucket_of_another_account_is_refused_at_the_door() {
        world.s3().taken("company-data");

        refusal(ADOPTING).hasMessageContaining("$.storage.bucket: Bucket company-data belongs to another account");
    }

    @Test
    void a_key_that_awaits_its_deletion_is_told_with_the_commands_that_bring_it_back() {
        String key = world.kms().standing("alias/company", CompanyKeys.policy());
        encrypted(key);
        world.kms().scheduleKeyDeletion(ScheduleKeyDeletionRequest.builder().keyId(key).pendingWindowInDays(7).build());

        refusal(ADOPTING).hasMessageContaining("which is PendingDeletion: call its deletion off and enable it (aws kms cancel-key-deletion --region us-west-2 --key-id "
                + key + "; aws kms enable-key --region us-west-2 --key-id " + key + "), or choose another");
    }

    @Test
    void a_companys_key_for_volumes_is_in_the_plan() {
        String key = world.kms().standing("alias/volumes", CompanyKeys.policy(CompanyKeys.SCALING));
        world.ec2().encryptVolumes(key, false);

        assertThat(plan("{\"name\":\"demo\"}").cluster().volumeKeyArn()).isEqualTo(key);
    }

    @Test
    void disks_of_nodes_are_always_encrypted_so_auto_scaling_has_to_be_let_in() {
        String key = world.kms().standing("alias/volumes", CompanyKeys.policy());
        world.ec2().encryptVolumes(key, false);

        refusal("{\"name\":\"demo\"}").hasMessageContaining("$.nodes: EBS encrypts the disks of nodes in this account with " + key)
                .hasMessageContaining("aws kms create-grant --region us-west-2 --key-id " + key + " --grantee-principal " + CompanyKeys.SCALING);
    }

    @Test
    void where_it_is_let_in_there_is_nothing_to_say() {
        String key = world.kms().standing("alias/volumes", CompanyKeys.policy(CompanyKeys.SCALING));
        world.ec2().encryptVolumes(key, true);

        assertThat(plan("{\"name\":\"demo\"}").cluster().volumeKeyArn()).isEqualTo(key);
    }
}
