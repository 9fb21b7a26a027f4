package dev.redkite.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.audit.Leftover.Leaving;
import dev.redkite.audit.Leftover.Stuck;
import dev.redkite.audit.Leftover.Sweepable;
import dev.redkite.sandbox.aws.Errors;
import dev.redkite.sandbox.aws.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeLaunchTemplatesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesResponse;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.DescribeClusterResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancersResponse;

/** What single finders make of what a service says. */
class FinderAnswersTest {

    private static final AuditSpec SPEC = AuditedAccount.wanted(true);

    private final World world = World.standing();
    private final Ec2Client ec2 = world.client(Ec2Client.class);
    private final ElasticLoadBalancingV2Client balancing = world.client(ElasticLoadBalancingV2Client.class);

    private void answering(String operation, Object answer) {
        world.intercept((call, service) -> call.operation().equals(operation) ? answer : service.get());
    }

    @Test
    void the_disk_of_a_node_that_is_gone_is_left_to_people() {
        answering("DescribeVolumes", DescribeVolumesResponse.builder().volumes(volume -> volume.volumeId("vol-1").state("available")
                .tags(tag -> tag.key("redkite:environment").value("demo"))).build());

        assertThat(new VolumeFinder(ec2).ask(SPEC).leftovers()).containsExactly(new Stuck("volume vol-1", "the disk of a node that is gone",
                "delete it (aws ec2 delete-volume --region us-west-2 --volume-id vol-1)"));
    }

    @Test
    void an_interface_in_use_names_the_instance_that_has_it() {
        answering("DescribeNetworkInterfaces", DescribeNetworkInterfacesResponse.builder().networkInterfaces(
                each -> each.networkInterfaceId("eni-1").status("in-use").attachment(attachment -> attachment.instanceId("i-1"))).build());

        assertThat(new NetworkInterfaceFinder(ec2).ask(SPEC).leftovers())
                .containsExactly(new Leaving("network interface eni-1", "in-use, attached to i-1"));
    }

    @Test
    void an_interface_of_which_ec2_says_nothing_is_nobodys() {
        answering("DescribeNetworkInterfaces", DescribeNetworkInterfacesResponse.builder().networkInterfaces(
                each -> each.networkInterfaceId("eni-1").status("in-use")).build());

        assertThat(new NetworkInterfaceFinder(ec2).ask(SPEC).leftovers())
                .containsExactly(new Leaving("network interface eni-1", "in-use, nobody says by whom"));
    }

    /** It may have been ours, and is nobody's any more. */
    @Test
    void a_load_balancer_of_our_name_that_goes_before_its_tags_are_read_is_nobodys() {
        answering("DescribeLoadBalancers", DescribeLoadBalancersResponse.builder().loadBalancers(
                each -> each.loadBalancerName(SPEC.names().networkLoadBalancer()).loadBalancerArn("arn:1")).build());
        world.intercept((call, service) -> {
            if (call.operation().equals("DescribeTags")) {
                throw Errors.of("ElasticLoadBalancingV2", 400, "LoadBalancerNotFound", "gone");
            }
            return service.get();
        });

        assertThat(new LoadBalancerFinder(balancing).ask(SPEC)).isEqualTo(new Findings(3, List.of(), List.of(), List.of()));
    }

    /** As the tagging API calls them. */
    @Test
    void finders_have_the_last_word_about_their_types() {
        assertThat(new InstanceFinder(ec2).types()).isEqualTo(Set.of("ec2:instance"));
        assertThat(new VolumeFinder(ec2).types()).isEqualTo(Set.of("ec2:volume", "ec2:snapshot"));
        assertThat(new TargetGroupFinder(balancing).types()).isEqualTo(Set.of("elasticloadbalancing:targetgroup"));
        assertThat(new LoadBalancerFinder(balancing).types()).isEqualTo(
                Set.of("elasticloadbalancing:loadbalancer", "elasticloadbalancing:listener", "elasticloadbalancing:listener-rule"));
    }

    @Test
    void a_launch_template_under_our_cluster_s_tag_that_is_another_environment_s_stays() {
        answering("DescribeLaunchTemplates", DescribeLaunchTemplatesResponse.builder().launchTemplates(
                each -> each.launchTemplateId("lt-1").launchTemplateName("theirs").tags(tag -> tag.key("redkite:environment").value("other")),
                each -> each.launchTemplateId("lt-2").launchTemplateName("eks-1")).build());

        assertThat(new LaunchTemplateFinder(ec2).ask(SPEC).leftovers()).extracting(Leftover::name).containsExactly("launch template eks-1");
    }

    @Test
    void a_cluster_that_is_being_deleted_is_leaving() {
        answering("DescribeCluster", DescribeClusterResponse.builder().cluster(cluster -> cluster.name("redkite-demo")
                .status("DELETING").tags(AuditedAccount.OURS)).build());

        assertThat(new EksClusterFinder(world.client(EksClient.class)).ask(SPEC).leftovers())
                .containsExactly(new Leaving("EKS cluster redkite-demo", "DELETING"));
    }

    /** EC2 refuses to delete a table that a subnet has: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteRouteTable.html */
    @Test
    void a_route_table_that_a_subnet_still_has_is_taken_from_it_first() {
        List<String> sent = new ArrayList<>();
        answering("DescribeRouteTables", DescribeRouteTablesResponse.builder().routeTables(table -> table.routeTableId("rtb-1")
                .associations(association -> association.routeTableAssociationId("rtbassoc-1"))).build());
        world.intercept((call, service) -> {
            if (call.reads()) {
                return service.get();
            }
            sent.add(call.operation());
            throw Errors.of("Ec2", 400, "InvalidAssociationID.NotFound", "gone");
        });

        Leftover table = new NetworkFinder(ec2).ask(SPEC).leftovers().getFirst();
        assertThatThrownBy(() -> ((Sweepable) table).sweep().run()).hasMessageContaining("gone");
        assertThat(sent).containsExactly("DisassociateRouteTable", "DeleteRouteTable");
    }
}
