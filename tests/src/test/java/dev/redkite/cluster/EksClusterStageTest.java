package dev.redkite.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.failure.NotOurs;
import dev.redkite.failure.ResourceFailed;
import dev.redkite.failure.StageBroken;
import dev.redkite.sandbox.aws.World;
import dev.redkite.stage.Progress.Pending;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.SupportType;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.eks.model.VpcConfigResponse;

class EksClusterStageTest {

    private static final String ADMIN = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy";

    private final StandingCluster standing = new StandingCluster();
    private final World world = standing.world();
    private final EksClient eks = world.client(EksClient.class);

    @Test
    void a_role_that_has_not_propagated_means_pending() {
        standing.ensureRoles();

        assertThat(standing.look(standing.stage, standing.wanted())).isInstanceOf(Pending.class);

        assertThat(world.eks().inventory()).isEmpty();
    }

    @Test
    void comes_up_with_endpoint_issuer_and_provider() {
        EksClusterFacts facts = standing.ensureCluster();

        assertThat(facts.endpoint()).matches("https://[0-9A-F]{32}\\.gr7\\.us-west-2\\.eks\\.amazonaws\\.com");
        assertThat(facts.oidcProviderArn()).isEqualTo("arn:aws:iam::123456789012:oidc-provider/"
                + facts.oidcIssuer().substring("https://".length()));
        assertThat(facts.version()).isEqualTo("1.35");
    }

    @Test
    void its_endpoint_is_private_and_open_to_the_ranges_of_the_plan_only() {
        standing.ensureCluster();

        VpcConfigResponse access = world.client(EksClient.class).describeCluster(request -> request.name("redkite-demo")).cluster().resourcesVpcConfig();

        assertThat(access.endpointPrivateAccess()).isTrue();
        assertThat(access.endpointPublicAccess()).isTrue();
        assertThat(access.publicAccessCidrs()).containsExactly("52.94.76.0/24");
        assertThat(access.securityGroupIds()).isEmpty();
        assertThat(world.takeChanges()).as("from the first moment").doesNotContain("Eks:UpdateClusterConfig");
    }

    /** EKS makes it: what speaks to nodes carries it too. */
    @Test
    void the_nodes_group_lets_nobody_in_from_outside() {
        EksClusterFacts facts = standing.ensureCluster();

        assertThat(world.client(Ec2Client.class).describeSecurityGroupRules(request -> request.filters(
                        filter -> filter.name("group-id").values(facts.securityGroupId()))).securityGroupRules())
                .filteredOn(rule -> !rule.isEgress())
                .allSatisfy(rule -> assertThat(rule.referencedGroupInfo().groupId()).isEqualTo(facts.securityGroupId()));
    }

    @Test
    void makes_functions_and_people_cluster_administrators() {
        standing.ensureCluster();

        assertThat(world.eks().accessEntries("redkite-demo"))
                .containsEntry(StandingCluster.FUNCTION, Set.of(ADMIN))
                .containsEntry(StandingCluster.ADMINISTRATOR, Set.of(ADMIN))
                .hasSize(2);
    }

    @Test
    void opens_the_brokers_to_the_cluster() {
        EksClusterFacts facts = standing.ensureCluster();

        assertThat(world.client(Ec2Client.class)
                        .describeSecurityGroupRules(request -> request.filters(
                                filter -> filter.name("group-id").values(standing.brokers())))
                        .securityGroupRules())
                .filteredOn(rule -> !rule.isEgress())
                .singleElement()
                .satisfies(rule -> {
                    assertThat(rule.referencedGroupInfo().groupId()).isEqualTo(facts.securityGroupId());
                    assertThat(rule.fromPort()).isEqualTo(9096);
                });
    }

    @Test
    void changes_nothing_when_everything_is_as_wanted() {
        standing.ensureCluster();
        world.takeChanges();

        standing.done(standing.stage, standing.wanted());

        assertThat(world.takeChanges()).isEmpty();
    }

    @Test
    void takes_access_from_whom_the_plan_no_longer_names() {
        standing.ensureCluster();

        standing.done(standing.stage, standing.wanted("1.35", List.of(StandingCluster.FUNCTION), List.of("52.94.76.0/24")));

        assertThat(world.eks().accessEntries("redkite-demo")).containsOnlyKeys(StandingCluster.FUNCTION);
    }

    @Test
    void leaves_access_that_somebody_else_gave() {
        standing.ensureCluster();
        eks.createAccessEntry(request -> request.clusterName("redkite-demo")
                .principalArn("arn:aws:iam::123456789012:role/auditors"));

        standing.done(standing.stage, standing.wanted());

        assertThat(world.eks().accessEntries("redkite-demo")).containsKey("arn:aws:iam::123456789012:role/auditors");
    }

    @Test
    void changes_who_may_reach_the_endpoint() {
        standing.ensureCluster();

        standing.done(standing.stage, standing.wanted("1.35",
                List.of(StandingCluster.FUNCTION, StandingCluster.ADMINISTRATOR), List.of("52.94.80.0/24")));

        assertThat(eks.describeCluster(request -> request.name("redkite-demo")).cluster()
                .resourcesVpcConfig().publicAccessCidrs()).containsExactly("52.94.80.0/24");
    }

    /** Without it IAM takes no service account's token, and no add-on gets its role. */
    @Test
    void puts_back_the_audience_that_the_identity_provider_lacks() {
        EksClusterFacts facts = standing.ensureCluster();
        IamClient iam = world.client(IamClient.class);
        iam.deleteOpenIDConnectProvider(request -> request.openIDConnectProviderArn(facts.oidcProviderArn()));
        iam.createOpenIDConnectProvider(request -> request.url(facts.oidcIssuer()).clientIDList("another").tags(
                standing.ownership().tags().entrySet().stream().map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build()).toList()));

        standing.done(standing.stage, standing.wanted());

        assertThat(iam.getOpenIDConnectProvider(request -> request.openIDConnectProviderArn(facts.oidcProviderArn())).clientIDList())
                .contains("sts.amazonaws.com");
    }

    @Test
    void upgrades_one_minor_version_at_a_time() {
        standing.ensureRoles();
        standing.done(standing.stage, standing.wanted("1.34", List.of(), List.of("52.94.76.0/24")));
        world.takeChanges();

        EksClusterFacts facts = standing.done(standing.stage, standing.wanted("1.36", List.of(), List.of("52.94.76.0/24")));

        assertThat(facts.version()).isEqualTo("1.36");
        assertThat(world.takeChanges()).containsExactly("Eks:UpdateClusterVersion", "Eks:UpdateClusterVersion");
    }

    @Test
    void says_that_eks_does_not_go_back() {
        standing.ensureCluster();

        assertThatThrownBy(() -> standing.stage.ensure(standing.wanted("1.34",
                        List.of(StandingCluster.FUNCTION), List.of("52.94.76.0/24"))))
                .isInstanceOf(StageBroken.class).hasMessageContaining("Redkite does not go back to 1.34");
    }

    @Test
    void a_version_past_standard_support_is_made_under_the_extended_policy() {
        standing.ensureRoles();

        assertThat(standing.done(standing.stage, standing.wanted("1.33", List.of(), List.of("52.94.76.0/24"))).version())
                .isEqualTo("1.33");
    }

    @Test
    void a_failed_cluster_is_removed_and_made_again() {
        world.eks().clusterEndsFailed(1);
        standing.ensureRoles();
        world.clock().advance(Duration.ofMinutes(1));
        standing.stage.ensure(standing.wanted());
        world.clock().advance(Duration.ofMinutes(20));

        assertThatThrownBy(() -> standing.stage.ensure(standing.wanted()))
                .isInstanceOf(ResourceFailed.class).hasMessageContaining("ended FAILED");

        assertThat(standing.done(standing.stage, standing.wanted()).version()).isEqualTo("1.35");
    }

    @Test
    void leaves_a_cluster_of_somebody_else_alone() {
        standing.ensureRoles();
        world.clock().advance(Duration.ofMinutes(1));
        eks.createCluster(ControlPlaneRequests.create(standing.wanted(),
                        SupportType.STANDARD).toBuilder()
                .tags(Map.of("owner", "somebody")).build());

        assertThatThrownBy(() -> standing.stage.ensure(standing.wanted())).isInstanceOf(NotOurs.class);
        assertThatThrownBy(() -> standing.stage.retire(standing.identity())).isInstanceOf(NotOurs.class);
    }

    @Test
    void leaves_nothing_behind_in_iam_eks_or_the_vpc() {
        standing.ensureRoles();
        Map<String, Map<String, String>> network = world.ec2().inventory();
        standing.ensureCluster();

        standing.gone(standing.stage, standing.identity());
        standing.gone(standing.roleStage, standing.identity());
        world.clock().advance(world.place().durations().delete("networkInterface"));

        assertThat(world.eks().inventory()).isEmpty();
        assertThat(world.iam().inventory()).isEmpty();
        assertThat(world.ec2().inventory()).isEqualTo(network);
    }

    @Test
    void does_not_take_another_environments_provider_with_it() {
        world.client(IamClient.class).createOpenIDConnectProvider(request -> request
                .url("https://oidc.eks.us-west-2.amazonaws.com/id/OTHER").clientIDList("sts.amazonaws.com"));
        standing.ensureCluster();

        standing.gone(standing.stage, standing.identity());

        assertThat(world.iam().inventory())
                .containsKey("iam:oidc-provider/oidc.eks.us-west-2.amazonaws.com/id/OTHER")
                .doesNotContainKey("iam:oidc-provider/oidc.eks.us-west-2.amazonaws.com/id/00000000000000000000000000000001");
    }
}
