package dev.redkite.audit;

import static dev.redkite.audit.AuditedAccount.CLUSTER;
import static dev.redkite.audit.AuditedAccount.OURS;
import static dev.redkite.audit.AuditedAccount.wanted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.sandbox.aws.World;
import dev.redkite.stage.Progress.Pending;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.iam.IamClient;

/** Each known leak of a cluster is planted and swept, and what only looks like one stays. */
class SweepStepTest {

    private static final Map<String, String> CSI = Map.of(
            "kubernetes.io/cluster/redkite-demo", "owned", "ebs.csi.aws.com/cluster", "true");

    private final AuditedAccount account = new AuditedAccount();

    private void sweepsAll() {
        assertThat(account.swept()).isNotEmpty();
        assertThat(account.added()).isEmpty();
    }

    /** Nothing is changed, and nothing is pending. */
    private void touchesNothing() {
        Set<String> added = account.added();
        assertThat(added).isNotEmpty();
        account.world.takeChanges();
        assertThat(account.untouched()).isEmpty();
        assertThat(account.world.takeChanges()).isEmpty();
        assertThat(account.added()).isEqualTo(added);
    }

    @Test
    void is_done_in_one_look_when_nothing_was_left() {
        assertThat(account.untouched()).isEmpty();
        assertThat(account.world.takeChanges()).isEmpty();
    }

    @Test
    void a_load_balancer_goes_with_its_target_groups_interfaces_and_security_groups() {
        account.loadBalancer(CLUSTER, "demo-g1-milvus");
        assertThat(account.added()).anyMatch(name -> name.contains("loadbalancer/"))
                .anyMatch(name -> name.contains("targetgroup/"))
                .anyMatch(name -> name.contains("security-group/")).anyMatch(name -> name.contains("network-interface/"));

        sweepsAll();
    }

    @Test
    void another_cluster_s_load_balancer_stays_even_under_our_name_and_that_is_said() {
        account.loadBalancer("redkite-demo2", "demo-g1-milvus");
        Set<String> added = account.added();

        assertThat(account.untouched()).singleElement().asString().contains("demo-g1-milvus", "bears our name");
        assertThat(account.added()).isEqualTo(added);
    }

    @Test
    void idle_interfaces_go_by_tag_by_description_and_by_group() {
        String group = account.securityGroup("eks-cluster-sg-redkite-demo-1", Map.of("aws:eks:cluster-name", CLUSTER));
        account.idleInterface("aws-K8S-i-0123456789abcdef0", List.of(), Map.of("cluster.k8s.amazonaws.com/name", CLUSTER));
        account.idleInterface("Amazon EKS redkite-demo", List.of(), Map.of());
        account.idleInterface("aws-K8S-i-0123456789abcdef0", List.of(group), Map.of());
        account.visible();

        sweepsAll();
    }

    @Test
    void another_cluster_s_interfaces_stay() {
        account.idleInterface("aws-K8S-i-0123456789abcdef0", List.of(),
                Map.of("cluster.k8s.amazonaws.com/name", "redkite-demo2"));
        account.idleInterface("Amazon EKS redkite-demo2", List.of(), Map.of());
        account.idleInterface("Amazon EKS redkite-demo", List.of(), Map.of("redkite:environment", "demo2"));
        account.visible();

        touchesNothing();
    }

    @Test
    void an_interface_in_use_is_named_and_left_to_its_service() {
        String id = account.world.ec2().addNetworkInterface(
                AuditedAccount.SUBNET, List.of(), "Amazon EKS redkite-demo", "amazon-eks", Map.of());
        account.visible();

        assertThat(account.leftovers.run(wanted(true))).isInstanceOfSatisfying(Pending.class, pending ->
                assertThat(pending.reason()).contains(id, "in-use", "managed by amazon-eks", "Amazon EKS redkite-demo"));
        account.world.ec2().removeNetworkInterface(id);
        assertThat(account.untouched()).isEmpty();
    }

    @Test
    void security_groups_that_name_each_other_both_go() {
        String cluster = account.securityGroup("eks-cluster-sg-redkite-demo-1", Map.of("aws:eks:cluster-name", CLUSTER));
        String traffic = account.securityGroup("k8s-traffic-redkitedemo", Map.of("elbv2.k8s.aws/cluster", CLUSTER));
        account.allow(cluster, traffic);
        account.allow(traffic, cluster);
        account.allowOut(traffic, cluster);

        sweepsAll();
    }

    @Test
    void a_rule_of_our_brokers_group_is_revoked_and_the_group_stays_for_later() {
        String brokers = account.securityGroup("redkite-demo-brokers", OURS);
        account.allow(brokers, account.securityGroup("eks-cluster-sg-redkite-demo-1", Map.of("aws:eks:cluster-name", CLUSTER)));

        account.swept();

        assertThat(account.added()).as("the group, and the one rule that each is made with")
                .hasSize(2).contains("ec2:security-group/" + brokers);
    }

    @Test
    void a_group_that_a_stranger_s_rule_names_is_pending_and_the_stranger_named() {
        String stranger = account.securityGroup("theirs", Map.of());
        account.allow(stranger, account.securityGroup("eks-cluster-sg-redkite-demo-1", Map.of("aws:eks:cluster-name", CLUSTER)));
        account.world.takeChanges();

        assertThat(account.leftovers.run(wanted(true))).isInstanceOfSatisfying(Pending.class, pending ->
                assertThat(pending.reason()).contains(stranger, "not ours", "eks-cluster-sg-redkite-demo-1"));
        assertThat(account.world.takeChanges()).isEmpty();
    }

    @Test
    void shared_groups_and_other_clusters_groups_stay() {
        account.securityGroup("shared", Map.of("kubernetes.io/cluster/redkite-demo", "shared"));
        account.securityGroup("longer", Map.of("aws:eks:cluster-name", "redkite-demo2"));
        account.securityGroup("elsewhere", Map.of("elbv2.k8s.aws/cluster", CLUSTER, "redkite:environment", "demo2"));

        touchesNothing();
    }

    @Test
    void volumes_of_the_csi_driver_go() {
        account.volume(CSI);
        account.volume(claimed("milvus"));

        sweepsAll();
    }

    /** Also with our tags on it, which the cluster's default storage class gives to whoever names none. */
    @Test
    void a_volume_that_was_made_for_somebody_else_s_claim_stays_and_is_said() {
        Map<String, String> tags = new HashMap<>(claimed("shop"));
        tags.putAll(AuditedAccount.OURS);
        String volume = account.volume(tags);

        staysAndIsSaid("Volume " + volume + " was made in the cluster for claim shop/data");
    }

    /** Redkite makes none, so whoever did meant to keep it. */
    @Test
    void a_snapshot_stays_and_is_said() {
        String volume = account.volume(Map.of());

        staysAndIsSaid("Snapshot " + account.world.ec2().addSnapshot(volume, CSI) + " of volume " + volume);
    }

    private static Map<String, String> claimed(String namespace) {
        Map<String, String> tags = new HashMap<>(CSI);
        tags.put("kubernetes.io/created-for/pvc/namespace", namespace);
        tags.put("kubernetes.io/created-for/pvc/name", "data");
        return tags;
    }

    private void staysAndIsSaid(String sentence) {
        Set<String> added = account.added();
        assertThat(account.untouched()).singleElement().asString().contains(sentence);
        assertThat(account.facts(wanted(true)).untouched()).anyMatch(said -> said.startsWith(sentence));
        assertThat(account.added()).isEqualTo(added);
    }

    @Test
    void another_cluster_s_volume_stays() {
        account.volume(Map.of("kubernetes.io/cluster/redkite-demo2", "owned", "ebs.csi.aws.com/cluster", "true"));

        touchesNothing();
    }

    @Test
    void the_node_group_s_launch_template_goes_and_others_stay() {
        account.world.ec2().addLaunchTemplate("eks-1", Map.of("eks:cluster-name", CLUSTER));
        String other = account.world.ec2().addLaunchTemplate("eks-2", Map.of("eks:cluster-name", "redkite-demo2"));

        account.swept();

        assertThat(account.added()).containsExactly("ec2:launch-template/" + other);
    }

    @Test
    void the_log_group_goes_once_last_lines_can_no_longer_bring_it_back() {
        account.world.logs().standing("/aws/eks/redkite-demo/cluster", Map.of());
        account.world.logs().standing("/aws/eks/redkite-demo/cluster-of-mine", Map.of());

        assertThat(account.swept()).anyMatch(reason -> reason.contains("last lines"));

        assertThat(account.added()).containsExactly("logs:log-group:/aws/eks/redkite-demo/cluster-of-mine");
        assertThat(Duration.between(World.START, account.world.now())).isGreaterThan(LogGroupFinder.LAST_LINES);
    }

    @Test
    void an_instance_is_not_terminated_here_and_keeps_nothing_else_standing() {
        account.instance(Map.of("kubernetes.io/cluster/redkite-demo", "owned"));

        touchesNothing();
    }

    @Test
    void nothing_that_bears_the_name_of_somebody_else_s_cluster_is_touched() {
        account.world.client(IamClient.class).createRole(request -> request.roleName("theirs").assumeRolePolicyDocument("""
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"eks.amazonaws.com"},\
                "Action":"sts:AssumeRole"}]}"""));
        account.world.client(IamClient.class).attachRolePolicy(request ->
                request.roleName("theirs").policyArn("arn:aws:iam::aws:policy/AmazonEKSClusterPolicy"));
        account.world.clock().advance(Duration.ofMinutes(1));
        account.world.client(EksClient.class).createCluster(request -> request
                .name(CLUSTER).roleArn("arn:aws:iam::123456789012:role/theirs").version("1.35")
                .accessConfig(access -> access.authenticationMode("API"))
                .resourcesVpcConfig(network -> network.subnetIds(AuditedAccount.SUBNET, "subnet-0a1b0000000000002")));
        account.world.clock().advance(Duration.ofMinutes(30));
        account.idleInterface("Amazon EKS redkite-demo", List.of(), Map.of());
        account.volume(CSI);
        Set<String> added = account.added();
        account.world.takeChanges();

        assertThat(account.untouched()).singleElement().asString()
                .contains("EKS cluster redkite-demo stands", "nothing that bears its name was touched");
        assertThat(account.facts(wanted(true)).untouched()).singleElement().asString().contains("EKS cluster redkite-demo");
        assertThat(account.world.takeChanges()).isEmpty();
        assertThat(account.added()).isEqualTo(added);
    }
}
