package dev.redkite.identity;

import dev.redkite.deployment.Partition;
import dev.redkite.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

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
                "Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":"%s"}]}""".formatted(keyArn);
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
     * Objects below one root path of one bucket, and below that of the backups which milvus-backup writes with the same role. Listing is tied to that path where a prefix is given;
     * {@code IfExists}, because Milvus asks at its start whether the bucket exists (HeadBucket), which needs
     * {@code s3:ListBucket} and carries no prefix.
     */
    public String milvus(String bucket, String rootPath, String backupsPath) {
        return Json.text(Json.parse("""
                {"Version":"2012-10-17","Statement":[
                {"Sid":"Find","Effect":"Allow","Action":["s3:ListBucket"],
                "Resource":"arn:%1$s:s3:::%2$s",
                "Condition":{"StringLikeIfExists":{"s3:prefix":["%3$s","%3$s/*","%4$s","%4$s/*"]}}},
                {"Sid":"Locate","Effect":"Allow","Action":["s3:GetBucketLocation"],"Resource":"arn:%1$s:s3:::%2$s"},
                {"Sid":"ReadAndWrite","Effect":"Allow","Action":["s3:GetObject","s3:PutObject","s3:DeleteObject",
                "s3:AbortMultipartUpload","s3:ListMultipartUploadParts"],"Resource":"arn:%1$s:s3:::%2$s/%3$s/*"},
                {"Sid":"BackUp","Effect":"Allow","Action":["s3:GetObject","s3:PutObject","s3:DeleteObject",
                "s3:AbortMultipartUpload","s3:ListMultipartUploadParts"],"Resource":"arn:%1$s:s3:::%2$s/%4$s/*"}]}"""
                .formatted(partition.id(), bucket, rootPath, backupsPath + "/data")));
    }
}
