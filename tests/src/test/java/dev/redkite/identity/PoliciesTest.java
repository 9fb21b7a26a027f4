package dev.redkite.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.deployment.Partition;
import dev.redkite.environment.Plan;
import dev.redkite.json.Json;
import org.junit.jupiter.api.Test;

class PoliciesTest {

    private static final Policies POLICIES = new Policies(Partition.of("us-west-2"));
    private static final Policies CHINAS = new Policies(Partition.of("cn-north-1"));
    private static final String KEY = "arn:aws:kms:us-west-2:123456789012:key/1";

    private static JsonNode statements(String policy) {
        assertThat(Json.parse(policy).path("Version").asText()).isEqualTo("2012-10-17");
        return Json.parse(policy).path("Statement");
    }

    @Test
    void aws_own_policies_are_named_by_partition() {
        assertThat(POLICIES.managed("AmazonEKS_CNI_Policy")).isEqualTo("arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy");
        assertThat(CHINAS.managed("AmazonEKS_CNI_Policy")).isEqualTo("arn:aws-cn:iam::aws:policy/AmazonEKS_CNI_Policy");
    }

    @Test
    void who_uses_a_bucket_uses_its_key_by_way_of_s3_and_that_alone() {
        assertThat(statements(POLICIES.bucketKey(KEY))).isEqualTo(Json.parse("""
                [{"Sid": "UseKey", "Effect": "Allow", "Action": ["kms:Decrypt", "kms:GenerateDataKey"], "Resource": "%s",
                "Condition": {"StringEquals": {"kms:ViaService": "s3.us-west-2.amazonaws.com"}}}]""".formatted(KEY)));
        assertThat(CHINAS.bucketKey(KEY.replace("us-west-2", "cn-north-1"))).contains("\"s3.cn-north-1.amazonaws.com.cn\"");
    }

    @Test
    void who_makes_volumes_lends_their_key_to_aws_resources_only() {
        JsonNode statements = statements(POLICIES.volumeKey(KEY));

        assertThat(statements).allSatisfy(statement -> assertThat(statement.path("Resource").asText()).isEqualTo(KEY));
        assertThat(statements.get(0).path("Condition")).isEqualTo(Json.parse("{\"Bool\":{\"kms:GrantIsForAWSResource\":\"true\"}}"));
        assertThat(statements.get(0).path("Action")).extracting(JsonNode::asText).containsExactly("kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant");
        assertThat(statements.get(1).path("Action")).extracting(JsonNode::asText)
                .containsExactly("kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey");
    }

    @Test
    void milvus_finds_reads_and_writes_below_its_root_path_and_where_its_backups_are() {
        JsonNode statements = statements(CHINAS.milvus(new Plan.Storage("data", true, "demo/g1", null), "demo/backups"));

        assertThat(statements.get(0).path("Condition")).isEqualTo(Json.parse("{\"StringLikeIfExists\":{\"s3:prefix\":[\"demo/g1\",\"demo/g1/*\",\"demo/backups/data\",\"demo/backups/data/*\"]}}"));
        assertThat(statements).extracting(statement -> statement.path("Resource").asText())
                .containsExactly("arn:aws-cn:s3:::data", "arn:aws-cn:s3:::data", "arn:aws-cn:s3:::data/demo/g1/*",
                        "arn:aws-cn:s3:::data/demo/backups/data/*");
    }

    @Test
    void where_backups_lie_in_another_bucket_it_reaches_their_path_there_and_no_other_one() {
        Plan.Storage storage = new Plan.Storage("data", true, "demo/g1", null, new Plan.Bucket("company-backups", KEY));

        assertThat(statements(POLICIES.milvus(storage, "demo/backups"))).isEqualTo(Json.parse("""
                [{"Sid":"Find","Effect":"Allow","Action":["s3:ListBucket"],"Resource":"arn:aws:s3:::data",
                  "Condition":{"StringLikeIfExists":{"s3:prefix":["demo/g1","demo/g1/*"]}}},
                {"Sid":"Locate","Effect":"Allow","Action":["s3:GetBucketLocation"],"Resource":"arn:aws:s3:::data"},
                {"Sid":"ReadAndWrite","Effect":"Allow","Action":["s3:GetObject","s3:PutObject","s3:DeleteObject","s3:AbortMultipartUpload","s3:ListMultipartUploadParts"],
                  "Resource":"arn:aws:s3:::data/demo/g1/*"},
                {"Sid":"FindBackups","Effect":"Allow","Action":["s3:ListBucket"],"Resource":"arn:aws:s3:::company-backups",
                  "Condition":{"StringLikeIfExists":{"s3:prefix":["demo/backups/data","demo/backups/data/*"]}}},
                {"Sid":"LocateBackups","Effect":"Allow","Action":["s3:GetBucketLocation"],"Resource":"arn:aws:s3:::company-backups"},
                {"Sid":"BackUp","Effect":"Allow","Action":["s3:GetObject","s3:PutObject","s3:DeleteObject","s3:AbortMultipartUpload","s3:ListMultipartUploadParts"],
                  "Resource":"arn:aws:s3:::company-backups/demo/backups/data/*"},
                {"Sid":"UseKey","Effect":"Allow","Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":"%s",
                  "Condition":{"StringEquals":{"kms:ViaService":"s3.us-west-2.amazonaws.com"}}}]""".formatted(KEY)));
    }

    @Test
    void the_load_balancer_controllers_policy_is_of_the_partition_and_fits_into_a_role() {
        assertThat(CHINAS.loadBalancerController()).contains("arn:aws-cn:").doesNotContain("${partition}", "arn:aws:").hasSizeLessThan(10_240);
    }
}
