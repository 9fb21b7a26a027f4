package dev.redkite.workloadidentity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.cluster.EksClusterFacts;
import dev.redkite.cluster.StandingCluster;
import dev.redkite.environment.Identity;
import dev.redkite.environment.Ownership;
import dev.redkite.failure.NotOurs;
import dev.redkite.identity.StandingIdentity;
import dev.redkite.json.Json;
import dev.redkite.sandbox.aws.Errors;
import dev.redkite.sandbox.aws.World;
import dev.redkite.stage.Progress.Pending;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;

class WorkloadIdentityStageTest {

    private final StandingCluster standing = new StandingCluster();
    private final World world = standing.world();
    private final EksClusterFacts cluster = standing.ensureCluster();
    private final WorkloadIdentitySpec wanted = StandingIdentity.wanted(standing, cluster);
    private final WorkloadIdentityStage stage = new WorkloadIdentityStage(world.client(IamClient.class), "");

    @Test
    void makes_four_roles_in_one_call() {
        WorkloadIdentityFacts facts = standing.done(stage, wanted);

        assertThat(facts).isEqualTo(new WorkloadIdentityFacts(
                "arn:aws:iam::123456789012:role/redkite-demo-us-west-2-loadbalancer",
                "arn:aws:iam::123456789012:role/redkite-demo-us-west-2-ebs-csi",
                "arn:aws:iam::123456789012:role/redkite-demo-us-west-2-vpc-cni",
                "arn:aws:iam::123456789012:role/redkite-demo-us-west-2-milvus"));
    }

    @Test
    void changes_nothing_when_the_roles_are_as_wanted() {
        standing.done(stage, wanted);
        world.takeChanges();

        standing.done(stage, wanted);

        assertThat(world.takeChanges()).isEmpty();
    }

    /** Read back from IAM and written out here. */
    @ParameterizedTest
    @CsvSource({
        "loadbalancer, kube-system:aws-load-balancer-controller",
        "ebs-csi, kube-system:ebs-csi-controller-sa",
        "vpc-cni, kube-system:aws-node",
        "milvus, milvus:milvus"})
    void each_role_is_one_service_account_s(String role, String serviceAccount) {
        standing.done(stage, wanted);
        String issuer = cluster.oidcIssuer().substring("https://".length());

        String trust = world.client(IamClient.class).getRole(request -> request.roleName("redkite-demo-us-west-2-" + role)).role().assumeRolePolicyDocument();

        assertThat(Json.parse(URLDecoder.decode(trust, StandardCharsets.UTF_8))).isEqualTo(Json.parse("""
                {"Version": "2012-10-17", "Statement": [{
                  "Effect": "Allow",
                  "Action": "sts:AssumeRoleWithWebIdentity",
                  "Principal": {"Federated": "arn:aws:iam::123456789012:oidc-provider/%1$s"},
                  "Condition": {"StringEquals": {"%1$s:aud": "sts.amazonaws.com", "%1$s:sub": "system:serviceaccount:%2$s"}}}]}"""
                .formatted(issuer, serviceAccount)));
    }

    /** A role that shows late has no ARN yet: facts without it would reach charts and add-ons. */
    @Test
    void is_done_only_when_every_role_shows() {
        standing.look(stage, wanted);
        AwsServiceException gone = Errors.of("Iam", 404, "NoSuchEntity", "The role cannot be found.");
        world.intercept((call, service) -> {
            if (call.request() instanceof GetRoleRequest asked && asked.roleName().endsWith("-vpc-cni")) {
                throw gone;
            }
            return service.get();
        });

        assertThat(standing.look(stage, wanted)).isInstanceOfSatisfying(Pending.class, pending ->
                assertThat(pending.reason()).contains("redkite-demo-us-west-2-vpc-cni"));
    }

    @Test
    void trusts_one_service_account_by_audience_and_exact_subject() {
        String issuer = cluster.oidcIssuer().substring("https://".length());

        JsonNode condition = Json.parse(wanted.milvus().trust()).at("/Statement/0/Condition/StringEquals");

        assertThat(condition.get(issuer + ":aud").asText()).isEqualTo("sts.amazonaws.com");
        assertThat(condition.get(issuer + ":sub").asText()).isEqualTo("system:serviceaccount:milvus:milvus");
    }

    @Test
    void lets_milvus_write_below_its_root_path_and_where_its_backups_are_only() {
        JsonNode statements = Json.parse(wanted.milvus().inlinePolicies().get("object-storage")).get("Statement");

        assertThat(statements).extracting(statement -> statement.get("Resource").asText()).containsExactly(
                "arn:aws:s3:::redkite-demo-123456789012-us-west-2", "arn:aws:s3:::redkite-demo-123456789012-us-west-2",
                "arn:aws:s3:::redkite-demo-123456789012-us-west-2/demo/g1/*",
                "arn:aws:s3:::redkite-demo-123456789012-us-west-2/demo/backups/data/*");
    }

    @Test
    void keeps_the_load_balancer_controller_to_what_it_has_tagged() {
        JsonNode statements = Json.parse(wanted.loadBalancerController().inlinePolicies().get("load-balancer-controller"))
                .get("Statement");

        assertThat(statements)
                .filteredOn(statement -> statement.toString().contains("elasticloadbalancing:DeleteLoadBalancer"))
                .singleElement()
                .satisfies(statement -> assertThat(statement.at("/Condition/Null").toString())
                        .isEqualTo("{\"aws:ResourceTag/elbv2.k8s.aws/cluster\":\"false\"}"));
    }

    @Test
    void puts_a_changed_inline_policy_right() {
        standing.done(stage, wanted);
        world.client(IamClient.class).putRolePolicy(request -> request.roleName(wanted.milvus().name())
                .policyName("object-storage")
                .policyDocument("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}]}"));
        world.takeChanges();

        standing.done(stage, wanted);

        assertThat(world.takeChanges()).containsExactly("Iam:PutRolePolicy");
    }

    @Test
    void leaves_roles_of_somebody_else_alone() {
        standing.done(stage, wanted);
        Identity other = new Identity(standing.names(), new Ownership("other", 1, Map.of()));

        assertThatThrownBy(() -> stage.retire(other)).isInstanceOf(NotOurs.class);
    }

    @Test
    void leaves_nothing_behind_even_what_people_attached() {
        Map<String, Map<String, String>> before = world.iam().inventory();
        standing.done(stage, wanted);
        world.client(IamClient.class).attachRolePolicy(request -> request.roleName(wanted.milvus().name())
                .policyArn("arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"));

        standing.gone(stage, standing.identity());

        assertThat(world.iam().inventory()).isEqualTo(before);
    }
}
