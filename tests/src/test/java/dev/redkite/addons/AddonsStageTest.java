package dev.redkite.addons;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.cluster.StandingCluster;
import dev.redkite.environment.Ownership;
import dev.redkite.failure.NotOurs;
import dev.redkite.identity.StandingIdentity;
import dev.redkite.json.Json;
import dev.redkite.sandbox.aws.World;
import dev.redkite.stage.Progress.Pending;
import dev.redkite.stage.Progress;
import dev.redkite.workloadidentity.WorkloadIdentityFacts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.Addon;
import software.amazon.awssdk.services.eks.model.AddonVersionInfo;
import software.amazon.awssdk.services.eks.model.DescribeAddonVersionsResponse;

class AddonsStageTest {

    private final StandingCluster standing = new StandingCluster();
    private final World world = standing.world();
    private final AddonsStage stage = new AddonsStage(world.client(EksClient.class));
    private final WorkloadIdentityFacts identity = StandingIdentity.of(standing);
    private final AddonsSpec network = StandingAddons.beforeNodes(standing, identity);

    @Test
    void makes_the_default_versions_side_by_side() {
        AddonsFacts facts = standing.done(stage, network);

        assertThat(facts.versions()).containsOnlyKeys("kube-proxy", "vpc-cni");
        assertThat(facts.versions().get("kube-proxy")).startsWith("v1.35.");
        assertThat(world.eks().activeAddons("redkite-demo")).containsExactly("kube-proxy", "vpc-cni");
    }

    @Test
    void changes_nothing_when_the_add_ons_are_as_wanted() {
        standing.done(stage, network);
        world.takeChanges();

        standing.done(stage, network);

        assertThat(world.takeChanges()).isEmpty();
    }

    @Test
    void degraded_without_nodes_is_pending_with_the_reason() {
        AddonsSpec later = StandingAddons.afterNodes(standing, identity.ebsCsiDriverRoleArn());
        stage.ensure(later);
        world.clock().advance(Duration.ofMinutes(5));

        Progress<AddonsFacts> progress = stage.ensure(later);

        assertThat(progress).isInstanceOfSatisfying(Pending.class, pending ->
                assertThat(pending.reason()).contains("coredns").contains("DEGRADED").contains("replicas"));
    }

    @Test
    void keeps_an_older_version_that_eks_still_lists() {
        world.client(EksClient.class).createAddon(request -> request.clusterName("redkite-demo").addonName("vpc-cni")
                .addonVersion("v1.20.3-eksbuild.1").serviceAccountRoleArn(identity.vpcCniRoleArn())
                .tags(standing.ownership().tags()));

        assertThat(standing.done(stage, network).versions()).containsEntry("vpc-cni", "v1.20.3-eksbuild.1");
    }

    private void listing(UnaryOperator<List<AddonVersionInfo>> versions) {
        world.intercept((_, service) -> switch (service.get()) {
            case DescribeAddonVersionsResponse listed -> listed.toBuilder().addons(listed.addons().stream()
                    .map(addon -> addon.toBuilder().addonVersions(versions.apply(addon.addonVersions())).build()).toList()).build();
            case Object other -> other;
        });
    }

    @Test
    void takes_the_default_version_wherever_in_the_list_it_stands() {
        String usual = standing.done(stage, network).versions().get("vpc-cni");
        standing.gone(stage, network.addons().stream().map(AddonSpec::identity).toList());
        listing(List::reversed);

        assertThat(standing.done(stage, network).versions()).containsEntry("vpc-cni", usual);
    }

    @Test
    void replaces_a_version_that_eks_does_not_list_any_more() {
        world.client(EksClient.class).createAddon(request -> request.clusterName("redkite-demo").addonName("vpc-cni")
                .addonVersion("v1.20.3-eksbuild.1").serviceAccountRoleArn(identity.vpcCniRoleArn())
                .tags(standing.ownership().tags()));
        listing(versions -> versions.stream().filter(version -> !version.addonVersion().equals("v1.20.3-eksbuild.1")).toList());

        assertThat(standing.done(stage, network).versions().get("vpc-cni")).isNotEqualTo("v1.20.3-eksbuild.1");
    }

    @Test
    void gives_the_add_on_its_role_when_it_has_none() {
        world.client(EksClient.class).createAddon(request -> request.clusterName("redkite-demo").addonName("vpc-cni")
                .tags(standing.ownership().tags()));

        standing.done(stage, network);

        assertThat(world.client(EksClient.class)
                        .describeAddon(request -> request.clusterName("redkite-demo").addonName("vpc-cni"))
                        .addon().serviceAccountRoleArn())
                .isEqualTo(identity.vpcCniRoleArn());
    }

    /** An update would have EKS roll the add-on's pods. */
    @Test
    void a_tag_that_somebody_has_changed_is_put_right_without_an_update() {
        standing.done(stage, network);
        String arn = proxy().addonArn();
        world.client(EksClient.class).tagResource(request -> request.resourceArn(arn).tags(Map.of("team", "research")));
        world.takeChanges();

        standing.done(stage, network);

        assertThat(proxy().tags()).containsEntry("team", "search");
        assertThat(world.takeChanges()).containsExactly("Eks:TagResource");
    }

    private Addon proxy() {
        return world.client(EksClient.class)
                .describeAddon(request -> request.clusterName("redkite-demo").addonName("kube-proxy")).addon();
    }

    @Test
    void the_cni_is_told_how_many_addresses_to_hold_and_told_again_when_somebody_changed_that() {
        standing.done(stage, network);
        assertThat(configuration()).isEqualTo("{\"env\":{\"MINIMUM_IP_TARGET\":\"10\",\"WARM_IP_TARGET\":\"2\"}}");
        world.client(EksClient.class).updateAddon(request -> request.clusterName("redkite-demo").addonName("vpc-cni")
                .serviceAccountRoleArn(identity.vpcCniRoleArn()).configurationValues("{\"env\":{\"WARM_ENI_TARGET\":\"3\"}}"));

        standing.done(stage, network);

        assertThat(Json.parse(configuration())).isEqualTo(
                Json.parse("{\"env\":{\"MINIMUM_IP_TARGET\":\"10\",\"WARM_ENI_TARGET\":\"3\",\"WARM_IP_TARGET\":\"2\"}}"));
    }

    @Test
    void settings_that_somebody_has_added_to_ours_stay_and_change_nothing() {
        standing.done(stage, network);
        String more = "{\"enableNetworkPolicy\":\"true\",\"env\":{\"WARM_IP_TARGET\":\"2\",\"MINIMUM_IP_TARGET\":\"10\"}}";
        world.client(EksClient.class).updateAddon(request -> request.clusterName("redkite-demo").addonName("vpc-cni")
                .serviceAccountRoleArn(identity.vpcCniRoleArn()).configurationValues(more));
        world.takeChanges();

        standing.done(stage, network);

        assertThat(configuration()).isEqualTo(more);
        assertThat(world.takeChanges()).isEmpty();
    }

    @Test
    void settings_that_somebody_has_given_as_yaml_stay_with_ours_and_are_read_as_they_are() {
        standing.done(stage, network);
        EksClient eks = world.client(EksClient.class);
        eks.updateAddon(request -> request.clusterName("redkite-demo").addonName("vpc-cni")
                .serviceAccountRoleArn(identity.vpcCniRoleArn()).configurationValues("enableNetworkPolicy: \"true\"\n"));

        standing.done(stage, network);

        assertThat(Json.parse(configuration())).isEqualTo(
                Json.parse("{\"enableNetworkPolicy\":\"true\",\"env\":{\"MINIMUM_IP_TARGET\":\"10\",\"WARM_IP_TARGET\":\"2\"}}"));
        eks.updateAddon(request -> request.clusterName("redkite-demo").addonName("vpc-cni").serviceAccountRoleArn(identity.vpcCniRoleArn())
                .configurationValues("enableNetworkPolicy: \"true\"\nenv:\n  WARM_IP_TARGET: \"2\"\n  MINIMUM_IP_TARGET: \"10\"\n"));
        world.takeChanges();
        standing.done(stage, network);
        assertThat(world.takeChanges()).isEmpty();
    }

    @Test
    void settings_that_were_taken_away_are_given_again() {
        standing.done(stage, network);
        world.client(EksClient.class).updateAddon(request -> request.clusterName("redkite-demo").addonName("vpc-cni")
                .serviceAccountRoleArn(identity.vpcCniRoleArn()).configurationValues("{}"));

        standing.done(stage, network);

        assertThat(configuration()).isEqualTo("{\"env\":{\"MINIMUM_IP_TARGET\":\"10\",\"WARM_IP_TARGET\":\"2\"}}");
    }

    private String configuration() {
        return world.client(EksClient.class).describeAddon(request -> request.clusterName("redkite-demo").addonName("vpc-cni"))
                .addon().configurationValues();
    }

    @Test
    void leaves_an_add_on_of_somebody_else_alone() {
        standing.done(stage, network);
        AddonIdentity other = new AddonIdentity("redkite-demo", "vpc-cni", new Ownership("other", 1, Map.of()));

        assertThatThrownBy(() -> stage.retire(List.of(other))).isInstanceOf(NotOurs.class);
    }

    @Test
    void leaves_nothing_behind() {
        standing.done(stage, network);

        standing.gone(stage, network.addons().stream().map(AddonSpec::identity).toList());

        assertThat(world.eks().inventory()).containsOnlyKeys("eks:cluster/redkite-demo");
    }
}
