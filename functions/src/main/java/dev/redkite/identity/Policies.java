package dev.redkite.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.deployment.Partition;
import dev.redkite.environment.Plan;
import dev.redkite.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Policies by partition: AWS' own by ARN, and the documents that Redkite brings. */
public record Policies(Partition partition) {

    /** AWS' own policy, e.g. {@code AmazonEKSClusterPolicy} or {@code service-role/AmazonEBSCSIDriverPolicy}. */
    public String managed(String name) {
        return "arn:%s:iam::aws:policy/%s".formatted(partition.id(), name);
    }

    /**
     * What the load balancer controller needs, with the conditions that keep it to what it has tagged itself
     * (https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/main/docs/install/iam_policy.json).
     * An inline policy may have 10,240 characters, so it travels without white space.
     */
    public String loadBalancerController() {
        try (InputStream stream = Policies.class.getResourceAsStream("load-balancer-controller-policy.json")) {
            String document = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return Json.text(Json.parse(document.replace("${partition}", partition.id())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html, permissions. */
    public String bucketKey(String keyArn) {
        return """
                {"Version":"2012-10-17","Statement":[{"Sid":"UseKey","Effect":"Allow",\
                "Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":"%s","Condition":%s}]}""".formatted(keyArn, viaStorage(keyArn));
    }

    /** A key encrypts for others too, whose data are no business of who reads a bucket: S3 alone, in the key's Region, asks for it in his name. */
    public String viaStorage(String keyArn) {
        return """
                {"StringEquals":{"kms:ViaService":"%s"}}""".formatted(partition.host("s3", keyArn.split(":")[3]));
    }

    /** https://docs.aws.amazon.com/eks/latest/userguide/ebs-csi.html, on custom KMS keys. */
    public String volumeKey(String keyArn) {
        return """
                {"Version":"2012-10-17","Statement":[\
                {"Sid":"Lend","Effect":"Allow","Action":["kms:CreateGrant","kms:ListGrants","kms:RevokeGrant"],"Resource":"%1$s",\
                "Condition":{"Bool":{"kms:GrantIsForAWSResource":"true"}}},\
                {"Sid":"Use","Effect":"Allow","Action":["kms:Encrypt","kms:Decrypt","kms:ReEncrypt*","kms:GenerateDataKey*","kms:DescribeKey"],\
                "Resource":"%1$s"}]}""".formatted(keyArn);
    }

    /**
     * Objects below one root path of one bucket, and below that of the backups which milvus-backup writes with the same role, in the same bucket or another one. Listing is tied to
     * these paths where a prefix is given; {@code IfExists}, because Milvus asks at its start whether the bucket exists (HeadBucket), which needs
     * {@code s3:ListBucket} and carries no prefix, and so does milvus-backup.
     */
    public String milvus(Plan.Storage storage, String backupsPath) {
        Plan.Bucket backups = storage.backups();
        ObjectNode document = Json.object().put("Version", "2012-10-17");
        ArrayNode statements = document.putArray("Statement");
        boolean apart = !backups.name().equals(storage.bucket());
        statements.addAll(found(storage.bucket(), apart ? List.of(storage.rootPath()) : List.of(storage.rootPath(), backupsPath + "/data"), ""));
        statements.add(written("ReadAndWrite", storage.bucket(), storage.rootPath()));
        if (apart) {
            statements.addAll(found(backups.name(), List.of(backupsPath + "/data"), "Backups"));
        }
        statements.add(written("BackUp", backups.name(), backupsPath + "/data"));
        if (apart && backups.keyArn() != null) {
            statements.addAll((ArrayNode) Json.parse(bucketKey(backups.keyArn())).path("Statement"));
        }
        return Json.text(document);
    }

    private ArrayNode found(String bucket, List<String> paths, String what) {
        ArrayNode statements = (ArrayNode) Json.parse("""
                [{"Sid":"Find%3$s","Effect":"Allow","Action":["s3:ListBucket"],"Resource":"arn:%1$s:s3:::%2$s","Condition":{"StringLikeIfExists":{}}},
                {"Sid":"Locate%3$s","Effect":"Allow","Action":["s3:GetBucketLocation"],"Resource":"arn:%1$s:s3:::%2$s"}]"""
                .formatted(partition.id(), bucket, what));
        ArrayNode prefixes = ((ObjectNode) statements.get(0).at("/Condition/StringLikeIfExists")).putArray("s3:prefix");
        paths.forEach(path -> prefixes.add(path).add(path + "/*"));
        return statements;
    }

    private JsonNode written(String what, String bucket, String path) {
        return Json.parse("""
                {"Sid":"%s","Effect":"Allow","Action":["s3:GetObject","s3:PutObject","s3:DeleteObject",
                "s3:AbortMultipartUpload","s3:ListMultipartUploadParts"],"Resource":"arn:%s:s3:::%s/%s/*"}"""
                .formatted(what, partition.id(), bucket, path));
    }
}
