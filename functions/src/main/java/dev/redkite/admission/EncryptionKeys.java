package dev.redkite.admission;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.deployment.Deployment;
import dev.redkite.environment.AccountSnapshot;
import dev.redkite.failure.AwsErrors;
import dev.redkite.failure.Violation;
import dev.redkite.json.Json;
import dev.redkite.storage.BucketReview;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.GrantListEntry;
import software.amazon.awssdk.services.kms.model.KeyManagerType;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;

/**
 * The user's own KMS keys that an environment has to use because bucket or account encrypt with them: which they are, and
 * whether their policies let it. Redkite never changes such a key.
 *
 * @param kms made when there is one
 */
record EncryptionKeys(BucketReview buckets, Supplier<KmsClient> kms, Ec2Client ec2, Deployment deployment) {

    /**
     * @param bucket that is to be adopted
     * @param member of the specification that names it
     */
    AccountSnapshot.Key ofBucket(String bucket, String member) {
        List<String> against = buckets.violations(bucket, deployment.account(), member);
        if (!against.isEmpty()) {
            return new AccountSnapshot.Key(null, against.stream().map(sentence -> new Violation("$." + member, sentence)).toList());
        }
        return buckets.findKey(bucket)
                .map(id -> key(id, "$." + member, "%s encrypts with %s".formatted(bucket, id)))
                .orElse(AccountSnapshot.Key.NONE);
    }

    /**
     * The account's key for volumes, which encrypted ones take whether or not the account encrypts every volume. Milvus'
     * are encrypted and so are the root volumes of nodes, which Auto Scaling's own role makes, and no IAM policy can let
     * that one use a key (https://docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html).
     */
    AccountSnapshot.Key ofVolumes() {
        String id = ec2.getEbsDefaultKmsKeyId(request -> {}).kmsKeyId();
        if (id.endsWith("alias/aws/ebs")) {
            return AccountSnapshot.Key.NONE;
        }
        AccountSnapshot.Key key = key(id, "$.nodes", "EBS encrypts with %s in this account".formatted(id));
        if (key.arn() == null || scalingMayUse(key.arn())) {
            return key;
        }
        List<Violation> violations = new ArrayList<>(key.violations());
        violations.add(new Violation("$.nodes", ("EBS encrypts the disks of nodes in this account with %s, which EC2 Auto Scaling may not use, so no node would start: "
                + "let %s use it in the key's policy, or by aws kms create-grant --region %s --key-id %s --grantee-principal %s --operations Encrypt Decrypt"
                + " ReEncryptFrom ReEncryptTo GenerateDataKey GenerateDataKeyWithoutPlaintext DescribeKey CreateGrant")
                .formatted(key.arn(), scaling(), deployment.region(), key.arn(), scaling())));
        return new AccountSnapshot.Key(key.arn(), violations);
    }

    private AccountSnapshot.Key key(String id, String path, String because) {
        if (id.startsWith("arn:") && !id.startsWith("arn:%s:kms:%s:%s:".formatted(deployment.partition().id(), deployment.region(), deployment.account()))) {
            return new AccountSnapshot.Key(null, List.of(new Violation(path,
                    because + ", a key of another account or region, and Redkite's functions may use those of this one only: choose another")));
        }
        Optional<KeyMetadata> found = described(id);
        if (found.isEmpty()) {
            return new AccountSnapshot.Key(null, List.of(new Violation(path, because + ", a key that does not exist or whose policy keeps this account's roles out: "
                    + "add to the key's policy " + statement())));
        }
        KeyMetadata key = found.get();
        if (key.keyManager() == KeyManagerType.AWS) {
            return AccountSnapshot.Key.NONE;
        }
        List<Violation> violations = new ArrayList<>();
        if (key.keyState() != KeyState.ENABLED) {
            violations.add(new Violation(path, "%s, which is %s: %s, or choose another".formatted(because, key.keyStateAsString(), enabling(key))));
        } else if (!admitsRoles(key.arn())) {
            violations.add(new Violation(path, because + ", whose policy lets no IAM policy of this account count: add to the key's policy " + statement()));
        }
        return new AccountSnapshot.Key(key.arn(), violations);
    }

    /** What awaits its deletion is not enabled before that is called off: https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html. */
    private String enabling(KeyMetadata key) {
        String command = "aws kms %s --region " + deployment.region() + " --key-id " + key.arn();
        String enable = command.formatted("enable-key");
        return switch (key.keyState()) {
            case DISABLED -> "enable that key (" + enable + ")";
            case PENDING_DELETION -> "call its deletion off and enable it (%s; %s)".formatted(command.formatted("cancel-key-deletion"), enable);
            default -> "have that key enabled";
        };
    }

    private Optional<KeyMetadata> described(String id) {
        return AwsErrors.unlessDenied(() -> AwsErrors.find(() -> kms.get().describeKey(request -> request.keyId(id)).keyMetadata()))
                .orElse(Optional.empty());
    }

    /** https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html, "allows access to the AWS account and enables IAM policies". */
    private boolean admitsRoles(String arn) {
        return policy(arn).path("Statement").valueStream()
                .filter(statement -> statement.path("Effect").asText().equals("Allow"))
                .anyMatch(statement -> statement.path("Principal").toString().contains(root())
                        || statement.path("Principal").toString().contains("\"" + deployment.account() + "\""));
    }

    private JsonNode policy(String arn) {
        return Json.parse(kms.get().getKeyPolicy(request -> request.keyId(arn).policyName("default")).policy());
    }

    private boolean scalingMayUse(String arn) {
        return policy(arn).toString().contains(scaling())
                || kms.get().listGrantsPaginator(request -> request.keyId(arn).granteePrincipal(scaling())).grants().stream()
                        .map(GrantListEntry::granteePrincipal).anyMatch(scaling()::equals);
    }

    private String root() {
        return "arn:%s:iam::%s:root".formatted(deployment.partition().id(), deployment.account());
    }

    private String scaling() {
        return "arn:%s:iam::%s:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling"
                .formatted(deployment.partition().id(), deployment.account());
    }

    private String statement() {
        return "{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"%s\"},\"Action\":\"kms:*\",\"Resource\":\"*\"}".formatted(root());
    }
}
