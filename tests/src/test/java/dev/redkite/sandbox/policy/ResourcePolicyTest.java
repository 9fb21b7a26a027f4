package dev.redkite.sandbox.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.sandbox.policy.ResourcePolicy.Verdict;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By what AWS writes of how policies are evaluated: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html. */
class ResourcePolicyTest {

    private static final String OWNER = "123456789012";
    private static final Caller STRANGER = Caller.principal("arn:aws:iam::999999999999:role/outsider");
    private static final Caller COLLEAGUE = Caller.principal("arn:aws:iam::123456789012:role/colleague");
    private static final String OBJECT = "arn:aws:s3:::b/o";

    private static ResourcePolicy policy(String... statements) {
        return ResourcePolicy.of("{\"Version\":\"2012-10-17\",\"Statement\":[%s]}".formatted(String.join(",", statements)));
    }

    private static String allow(String principal, String more) {
        return "{\"Effect\":\"Allow\",\"Principal\":%s,\"Action\":\"s3:Get*\",\"Resource\":\"arn:aws:s3:::b/*\"%s}".formatted(principal, more);
    }

    private static Verdict decide(ResourcePolicy policy, Caller caller) {
        return policy.decide(caller, "s3:GetObject", OBJECT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "\"*\" | ALLOWED | ALLOWED | ALLOWED",
        "{\"AWS\":\"*\"} | ALLOWED | ALLOWED | ALLOWED",
        "{\"AWS\":\"999999999999\"} | DELEGATED | SILENT | SILENT",
        "{\"AWS\":\"arn:aws:iam::999999999999:root\"} | DELEGATED | SILENT | SILENT",
        "{\"AWS\":[\"arn:aws:iam::123456789012:root\",\"arn:aws:iam::1:role/x\"]} | SILENT | DELEGATED | SILENT",
        "{\"AWS\":\"arn:aws:iam::123456789012:role/colleague\"} | SILENT | ALLOWED | SILENT",
        "{\"Service\":\"*\"} | SILENT | SILENT | SILENT"})
    void a_principal_is_everybody_an_account_or_one(String principal, Verdict stranger, Verdict colleague, Verdict anonymous) {
        ResourcePolicy policy = policy(allow(principal, ""));

        assertThat(decide(policy, STRANGER)).isEqualTo(stranger);
        assertThat(decide(policy, COLLEAGUE)).isEqualTo(colleague);
        assertThat(decide(policy, Caller.anonymous())).isEqualTo(anonymous);
    }

    @Test
    void a_denial_wins() {
        ResourcePolicy policy = policy(allow("\"*\"", ""), "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":\"*\","
                + "\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"false\"}}}");

        assertThat(decide(policy, STRANGER)).isEqualTo(Verdict.ALLOWED);
        assertThat(decide(policy, STRANGER.overPlainHttp())).isEqualTo(Verdict.DENIED);
    }

    @Test
    void an_account_that_is_let_in_lets_in_whom_it_likes_and_the_owner_s_own_need_a_right() {
        assertThat(policy(allow("{\"AWS\":\"999999999999\"}", "")).opens(STRANGER, OWNER, "s3:GetObject", OBJECT)).isTrue();
        assertThat(policy(allow("{\"AWS\":\"123456789012\"}", "")).opens(COLLEAGUE, OWNER, "s3:GetObject", OBJECT)).isFalse();
    }

    @Test
    void what_no_statement_is_about_is_left_to_others() {
        ResourcePolicy policy = policy(allow("\"*\"", ""));

        assertThat(policy.decide(STRANGER, "s3:PutObject", OBJECT)).isEqualTo(Verdict.SILENT);
        assertThat(policy.decide(STRANGER, "s3:getobject", OBJECT)).isEqualTo(Verdict.ALLOWED);
        assertThat(policy.decide(STRANGER, "s3:GetObject", "arn:aws:s3:::other/o")).isEqualTo(Verdict.SILENT);
        assertThat(decide(ResourcePolicy.NONE, STRANGER)).isEqualTo(Verdict.SILENT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "StringEquals | system:serviceaccount:milvus:milvus | system:serviceaccount:milvus:milvus | true",
        "StringEquals | system:serviceaccount:*:milvus | system:serviceaccount:shop:milvus | false",
        "StringLike | system:serviceaccount:*:milvus | system:serviceaccount:shop:milvus | true",
        "StringNotEquals | system:serviceaccount:milvus:milvus | system:serviceaccount:shop:milvus | true",
        "StringNotEquals | system:serviceaccount:milvus:milvus | system:serviceaccount:milvus:milvus | false"})
    void a_token_s_claims_are_conditions(String operator, String wanted, String subject, boolean allowed) {
        String provider = "arn:aws:iam::123456789012:oidc-provider/oidc.example/id/1";
        ResourcePolicy trust = ResourcePolicy.of("""
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":"%s"},"Action":"sts:AssumeRoleWithWebIdentity",\
                "Condition":{"%s":{"oidc.example/id/1:sub":"%s"}}}]}""".formatted(provider, operator, wanted));

        assertThat(trust.opens(Caller.serviceAccount(provider, subject, "sts.amazonaws.com"), OWNER, "sts:AssumeRoleWithWebIdentity", "*")).isEqualTo(allowed);
    }

    /** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html. */
    @ParameterizedTest
    @CsvSource({"StringEquals, false", "StringEqualsIfExists, true", "StringNotEquals, true", "Bool, false"})
    void a_key_that_the_request_does_not_have_fails_unless_it_may_be_missing(String operator, boolean holds) {
        ResourcePolicy policy = policy(allow("\"*\"", ",\"Condition\":{\"%s\":{\"aws:PrincipalOrgID\":\"o-1\"}}".formatted(operator)));

        assertThat(decide(policy, STRANGER) == Verdict.ALLOWED).isEqualTo(holds);
    }

    /** "The meaning of public", https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html. */
    @Test
    void a_policy_for_everybody_is_public_unless_a_fixed_value_limits_it() {
        Stream.of(allow("\"*\"", ""), allow("{\"AWS\":\"*\"}", ""),
                        allow("\"*\"", ",\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"true\"}}"),
                        allow("\"*\"", ",\"Condition\":{\"StringLike\":{\"aws:SourceVpc\":\"vpc-*\"}}"))
                .forEach(open -> assertThat(policy(open).isPublic()).as(open).isTrue());
        Stream.of(allow("{\"AWS\":\"999999999999\"}", ""),
                        allow("\"*\"", ",\"Condition\":{\"StringEquals\":{\"aws:SourceVpc\":\"vpc-91237329\"}}"),
                        allow("\"*\"", "").replace("Allow", "Deny"))
                .forEach(closed -> assertThat(policy(closed).isPublic()).as(closed).isFalse());
    }

    @Test
    void what_it_does_not_evaluate_it_says() {
        assertThatThrownBy(() -> policy(allow("\"*\"", "").replace("Principal", "NotPrincipal"))).isInstanceOf(UnsupportedOperationException.class);
    }
}
