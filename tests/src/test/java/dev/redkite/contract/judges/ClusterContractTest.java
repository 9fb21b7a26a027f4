package dev.redkite.contract.judges;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.AMITypes;
import software.amazon.awssdk.services.eks.model.AuthenticationMode;
import software.amazon.awssdk.services.eks.model.Cluster;
import software.amazon.awssdk.services.eks.model.ClusterStatus;
import software.amazon.awssdk.services.eks.model.CreateNodegroupRequest;
import software.amazon.awssdk.services.eks.model.Nodegroup;
import software.amazon.awssdk.services.eks.model.NodegroupStatus;
import software.amazon.awssdk.services.iam.IamClient;

/** Amazon EKS: clusters and managed node groups. */
class ClusterContractTest extends Behaviours {

    private static final Duration HOUR = Duration.ofHours(1);

    private List<String> subnets;

    private EksClient eks() {
        return client(EksClient.class);
    }

    private String name() {
        return account.name("cluster");
    }

    private String role(String stem, String... policies) {
        String name = account.name(stem);
        IamClient iam = client(IamClient.class);
        String arn = iam.createRole(request -> request.roleName(name).assumeRolePolicyDocument(Account.TRUST)).role().arn();
        Stream.of(policies).forEach(policy -> iam.attachRolePolicy(request ->
                request.roleName(name).policyArn("arn:aws:iam::aws:policy/" + policy)));
        settle();
        return arn;
    }

    private List<String> subnets() {
        Ec2Client ec2 = client(Ec2Client.class);
        String vpc = ec2.createVpc(request -> request.cidrBlock("10.0.0.0/16")).vpc().vpcId();
        settle();
        subnets = Stream.of("a", "b").map(zone -> ec2.createSubnet(request -> request.vpcId(vpc)
                        .availabilityZone("us-west-2" + zone)
                        .cidrBlock("10.0.%d.0/24".formatted((int) zone.charAt(0)))).subnet().subnetId()).toList();
        settle();
        return subnets;
    }

    private Cluster begin(String role, String token) {
        return eks().createCluster(request -> request.name(name()).version("1.34").roleArn(role).clientRequestToken(token)
                .resourcesVpcConfig(network -> network.subnetIds(subnets == null ? subnets() : subnets))
                .accessConfig(access -> access.authenticationMode(AuthenticationMode.API))
                .tags(Map.of("judged", "yes"))).cluster();
    }

    private void cluster() {
        begin(role("eks", "AmazonEKSClusterPolicy"), "token");
        account.pass(HOUR);
    }

    private Cluster described() {
        return eks().describeCluster(request -> request.name(name())).cluster();
    }

    private void nodeGroup(String cluster) {
        String role = role("node", "AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryReadOnly", "AmazonEKS_CNI_Policy");
        nodeGroup(cluster, role);
    }

    private void nodeGroup(String cluster, String role) {
        eks().createNodegroup(request -> request.clusterName(cluster).nodegroupName("milvus").nodeRole(role).subnets(subnets)
                .instanceTypes("m6i.large").amiType(AMITypes.AL2023_X86_64_STANDARD).diskSize(20)
                .scalingConfig(scaling -> scaling.minSize(1).desiredSize(1).maxSize(1))
                .labels(Map.of("role", "milvus")).tags(Map.of("judged", "yes")));
    }

    @Test
    void an_unknown_cluster_is_not_found() {
        refuses("ResourceNotFoundException", this::described);
        refuses("ResourceNotFoundException", () -> eks().deleteCluster(request -> request.name(name())));
    }

    @Test
    void a_new_cluster_is_being_created_and_becomes_active() {
        assertThat(begin(role("eks", "AmazonEKSClusterPolicy"), "token").status()).isEqualTo(ClusterStatus.CREATING);
        account.pass(HOUR);

        assertThat(described().status()).isEqualTo(ClusterStatus.ACTIVE);
    }

    @Test
    void a_cluster_has_its_tags_its_role_and_an_arn_of_its_name() {
        cluster();

        assertThat(described().tags()).containsEntry("judged", "yes");
        assertThat(described().roleArn()).endsWith(":role/" + account.name("eks"));
        assertThat(described().arn()).isEqualTo("arn:aws:eks:us-west-2:123456789012:cluster/" + name());
    }

    @Test
    void an_active_cluster_has_an_address_a_certificate_and_an_issuer() {
        cluster();

        assertThat(described().endpoint()).startsWith("https://");
        assertThat(described().certificateAuthority().data()).isNotEmpty();
        assertThat(described().identity().oidc().issuer()).startsWith("https://oidc.eks.us-west-2.amazonaws.com/id/");
    }

    @Test
    void an_active_cluster_tells_its_vpc_its_security_group_and_how_it_lets_in() {
        cluster();

        assertThat(described().resourcesVpcConfig().vpcId()).startsWith("vpc-");
        assertThat(described().resourcesVpcConfig().clusterSecurityGroupId()).startsWith("sg-");
        assertThat(described().accessConfig().authenticationMode()).isEqualTo(AuthenticationMode.API);
    }

    @Test
    void a_cluster_of_that_name_is_in_use() {
        cluster();

        refuses("ResourceInUseException", () -> begin("arn:aws:iam::123456789012:role/" + account.name("eks"), "another"));
    }

    @Test
    void a_cluster_asked_for_again_with_the_same_token_is_the_same() {
        cluster();

        assertThat(begin("arn:aws:iam::123456789012:role/" + account.name("eks"), "token").name()).isEqualTo(name());
    }

    @Test
    void clusters_are_listed_by_name() {
        cluster();

        assertThat(eks().listClusters().clusters()).contains(name());
    }

    @Test
    void a_node_group_of_an_unknown_cluster_is_refused() {
        subnets();

        refuses("ResourceNotFoundException", () -> nodeGroup(name()));
    }

    @Test
    void an_unknown_node_group_is_not_found() {
        cluster();

        refuses("ResourceNotFoundException", () ->
                eks().describeNodegroup(request -> request.clusterName(name()).nodegroupName("milvus")));
        refuses("ResourceNotFoundException", () ->
                eks().deleteNodegroup(request -> request.clusterName(name()).nodegroupName("milvus")));
    }

    @Test
    void a_node_group_has_what_it_was_given() {
        cluster();
        nodeGroup(name());

        var group = eks().describeNodegroup(request -> request.clusterName(name()).nodegroupName("milvus")).nodegroup();

        assertThat(group.instanceTypes()).containsExactly("m6i.large");
        assertThat(group.labels()).containsEntry("role", "milvus");
        assertThat(group.tags()).containsEntry("judged", "yes");
        assertThat(group.scalingConfig().desiredSize()).isEqualTo(1);
        assertThat(group.subnets()).containsExactlyInAnyOrderElementsOf(subnets);
    }

    @Test
    void a_node_group_made_by_a_launch_template_tells_its_id_and_number() {
        var given = templated().launchTemplate();

        assertThat(given.id()).startsWith("lt-");
        assertThat(given.version()).isEqualTo("1");
    }

    @Test
    void a_node_group_made_by_a_launch_template_leaves_its_disk_to_it() {
        assertThat(templated().diskSize()).isNull();
    }

    private Nodegroup templated() {
        cluster();
        String role = role("node", "AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryReadOnly", "AmazonEKS_CNI_Policy");
        String template = template();
        eks().createNodegroup(request -> templated(request, role, template));
        return eks().describeNodegroup(request -> request.clusterName(name()).nodegroupName("milvus")).nodegroup();
    }

    @Test
    void a_disk_stands_in_the_launch_template_or_in_the_request_and_not_in_both() {
        cluster();
        String role = role("node", "AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryReadOnly", "AmazonEKS_CNI_Policy");
        String template = template();

        refuses("InvalidParameterException", () -> eks().createNodegroup(request -> templated(request, role, template).diskSize(20)));
    }

    private String template() {
        String id = client(Ec2Client.class).createLaunchTemplate(request -> request.launchTemplateName(account.name("template"))
                .launchTemplateData(data -> data.blockDeviceMappings(device -> device.deviceName("/dev/xvda").ebs(disk -> disk.volumeSize(50)))))
                .launchTemplate().launchTemplateId();
        settle();
        return id;
    }

    private CreateNodegroupRequest.Builder templated(CreateNodegroupRequest.Builder request, String role, String template) {
        return request.clusterName(name()).nodegroupName("milvus").nodeRole(role).subnets(subnets)
                .instanceTypes("m6i.large").amiType(AMITypes.AL2023_X86_64_STANDARD)
                .launchTemplate(given -> given.id(template).version("1"))
                .scalingConfig(scaling -> scaling.minSize(1).desiredSize(1).maxSize(1));
    }

    @Test
    void a_node_group_of_that_name_is_in_use() {
        cluster();
        nodeGroup(name());

        refuses("ResourceInUseException", () -> nodeGroup(name(), "arn:aws:iam::123456789012:role/" + account.name("node")));
    }

    @Test
    void a_cluster_with_a_node_group_cannot_be_deleted() {
        cluster();
        nodeGroup(name());

        refuses("ResourceInUseException", () -> eks().deleteCluster(request -> request.name(name())));
    }

    @Test
    void a_node_group_goes_and_then_its_cluster() {
        cluster();
        nodeGroup(name());
        account.pass(HOUR);
        assertThat(eks().deleteNodegroup(request -> request.clusterName(name()).nodegroupName("milvus")).nodegroup().status())
                .isEqualTo(NodegroupStatus.DELETING);
        account.pass(HOUR);
        assertThat(eks().deleteCluster(request -> request.name(name())).cluster().status()).isEqualTo(ClusterStatus.DELETING);
        account.pass(HOUR);

        refuses("ResourceNotFoundException", this::described);
    }
}
