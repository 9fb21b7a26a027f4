package dev.redkite.restore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.deployment.Partition;
import dev.redkite.environment.Names.RolePurpose;
import dev.redkite.failure.AwsErrors;
import dev.redkite.identity.IamTags;
import dev.redkite.identity.Policies;
import dev.redkite.json.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Role;

/**
 * What Milvus' role may do for as long as another environment's backup is restored, and no longer: read that one backup, and, where it
 * lies in another bucket, have milvus-backup bring its objects into Milvus' own, below {@code restore-temp-} (core/restore/coll_task.go there).
 */
record RestoreAccess(IamClient iam) {

    static final String POLICY = "restore";

    static final String TEMPORARY = "restore-temp-";

    /** @return whether it could do so before */
    boolean grant(RestoreSpec spec) {
        String role = role(spec);
        requireOurs(spec, role);
        JsonNode wanted = document(spec);
        Optional<JsonNode> present = AwsErrors.find(() -> iam.getRolePolicy(request -> request.roleName(role).policyName(POLICY)))
                .map(answer -> Json.parse(URLDecoder.decode(answer.policyDocument(), StandardCharsets.UTF_8)));
        if (present.equals(Optional.of(wanted))) {
            return true;
        }
        iam.putRolePolicy(request -> request.roleName(role).policyName(POLICY).policyDocument(Json.text(wanted)));
        return false;
    }

    /** What is not there is gone already. */
    void revoke(RestoreSpec spec) {
        AwsErrors.unlessAbsent(() -> iam.deleteRolePolicy(request -> request.roleName(role(spec)).policyName(POLICY)));
    }

    private static String role(RestoreSpec spec) {
        return spec.plan().names().role(RolePurpose.MILVUS);
    }

    private void requireOurs(RestoreSpec spec, String name) {
        Role role = iam.getRole(request -> request.roleName(name)).role();
        spec.plan().ownership().require("IAM role " + name, IamTags.map(role.tags()));
    }

    private static JsonNode document(RestoreSpec spec) {
        Policies policies = new Policies(Partition.of(spec.plan().region()));
        String arn = "arn:%s:s3:::".formatted(policies.partition().id());
        String backup = spec.source().place().data() + "/" + spec.source().backup();
        ObjectNode document = Json.object().put("Version", "2012-10-17");
        ArrayNode statements = document.putArray("Statement");
        statements.add(Json.parse("""
                {"Sid":"FindBackup","Effect":"Allow","Action":["s3:ListBucket"],"Resource":"%1$s%2$s",
                "Condition":{"StringLikeIfExists":{"s3:prefix":["%3$s","%3$s/*"]}}}""".formatted(arn, spec.source().bucket(), backup)));
        statements.add(Json.parse("""
                {"Sid":"ReadBackup","Effect":"Allow","Action":["s3:GetObject"],"Resource":"%s%s/%s/*"}""".formatted(arn, spec.source().bucket(), backup)));
        if (spec.source().keyArn() != null) {
            statements.add(Json.parse("""
                    {"Sid":"ReadWithKey","Effect":"Allow","Action":["kms:Decrypt"],"Resource":"%s","Condition":%s}"""
                    .formatted(spec.source().keyArn(), policies.viaStorage(spec.source().keyArn()))));
        }
        if (spec.acrossBuckets()) {
            statements.add(Json.parse("""
                    {"Sid":"FindCopies","Effect":"Allow","Action":["s3:ListBucket"],"Resource":"%1$s%2$s",
                    "Condition":{"StringLike":{"s3:prefix":["%3$s*"]}}}""".formatted(arn, spec.plan().storage().bucket(), TEMPORARY)));
            statements.add(Json.parse("""
                    {"Sid":"Copy","Effect":"Allow","Action":["s3:GetObject","s3:PutObject","s3:DeleteObject","s3:AbortMultipartUpload",
                    "s3:ListMultipartUploadParts"],"Resource":"%s%s/%s*"}""".formatted(arn, spec.plan().storage().bucket(), TEMPORARY)));
        }
        return document;
    }
}
