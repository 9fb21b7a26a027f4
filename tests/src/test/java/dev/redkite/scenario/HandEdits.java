package dev.redkite.scenario;

import dev.redkite.json.Json;
import dev.redkite.sandbox.Sandbox;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.LogType;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kafka.KafkaClient;
import software.amazon.awssdk.services.kafka.model.ClientAuthentication;
import software.amazon.awssdk.services.kafka.model.Cluster;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** What people change in consoles and by kubectl on an environment demo with a network of its own. */
final class HandEdits {

    private static final String NAME = "redkite-demo";
    private static final String BUCKET = "redkite-demo-123456789012-us-west-2";
    private static final String SECRET = "AmazonMSK_redkite-demo-g1";
    private static final String WEAKENED = """
            {"Version":"2012-10-17","Statement":[{"Sid":"EncryptedTransportOnly","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},\
            "Action":"s3:GetObject","Resource":"arn:aws:s3:::%s/*","Condition":{"Bool":{"aws:SecureTransport":"true"}}}]}""".formatted(BUCKET);

    private HandEdits() {}

    static Stream<HandEdit> all() {
        return Stream.of(network(), storage(), brokers(), cluster(), roles(), objects(), WorkloadEdits.ofController(), WorkloadEdits.ofMilvus()).flatMap(List::stream);
    }

    private static <C extends SdkClient> HandEdit edit(String what, Class<C> client, Consumer<C> by, String mends) {
        return new HandEdit(what, sandbox -> by.accept(sandbox.world().client(client)), mends);
    }

    private static Filter ours() {
        return Filter.builder().name("tag:redkite:environment").values("demo").build();
    }

    private static List<HandEdit> network() {
        return List.of(
                edit("the VPC gives no names to hosts any more", Ec2Client.class, ec2 -> ec2.modifyVpcAttribute(request -> request
                        .vpcId(ec2.describeVpcs(vpcs -> vpcs.filters(ours())).vpcs().getFirst().vpcId())
                        .enableDnsHostnames(value -> value.value(false))), "Network Ec2:ModifyVpcAttribute"),
                edit("a subnet's tag for load balancers is gone", Ec2Client.class, ec2 -> ec2.deleteTags(request -> request
                        .resources(ec2.describeSubnets(subnets -> subnets.filters(ours())).subnets().getFirst().subnetId())
                        .tags(tag -> tag.key("kubernetes.io/role/elb"), tag -> tag.key("kubernetes.io/role/internal-elb"))), "Network Ec2:CreateTags"),
                edit("a subnet lost its route table", Ec2Client.class, HandEdits::disassociate, "Egress Ec2:AssociateRouteTable"),
                edit("S3's endpoint does not serve a route table any more", Ec2Client.class, HandEdits::narrowEndpoint, "Egress Ec2:ModifyVpcEndpoint"),
                edit("brokers are closed to the cluster", Ec2Client.class, HandEdits::closeBrokers, "EksCluster Ec2:AuthorizeSecurityGroupIngress"),
                edit("brokers are open to somebody", Ec2Client.class, ec2 -> ec2.authorizeSecurityGroupIngress(request -> request
                        .groupId(brokersGroup(ec2).groupId()).ipPermissions(permission -> permission.ipProtocol("tcp").fromPort(9096).toPort(9096)
                                .ipRanges(range -> range.cidrIp("203.0.113.0/24")))), "EksCluster Ec2:RevokeSecurityGroupIngress"),
                edit("pods may ask a node's metadata service", Ec2Client.class, ec2 -> ec2.modifyInstanceMetadataOptions(request -> request
                        .instanceId(ec2.describeInstances(instances -> instances.filters(ours())).reservations().getFirst().instances().getFirst().instanceId())
                        .httpTokens("optional").httpPutResponseHopLimit(2)), "NodeGroup Ec2:ModifyInstanceMetadataOptions"));
    }

    private static void disassociate(Ec2Client ec2) {
        RouteTable table = ec2.describeRouteTables(request -> request.filters(ours())).routeTables().getFirst();
        ec2.disassociateRouteTable(request -> request.associationId(table.associations().getFirst().routeTableAssociationId()));
    }

    private static void narrowEndpoint(Ec2Client ec2) {
        VpcEndpoint endpoint = ec2.describeVpcEndpoints(request -> request.filters(ours())).vpcEndpoints().getFirst();
        ec2.modifyVpcEndpoint(request -> request.vpcEndpointId(endpoint.vpcEndpointId()).removeRouteTableIds(endpoint.routeTableIds().getFirst()));
    }

    private static SecurityGroup brokersGroup(Ec2Client ec2) {
        return ec2.describeSecurityGroups(request -> request.filters(ours(), Filter.builder().name("group-name").values(NAME + "-brokers").build()))
                .securityGroups().getFirst();
    }

    private static void closeBrokers(Ec2Client ec2) {
        SecurityGroup group = brokersGroup(ec2);
        ec2.revokeSecurityGroupIngress(request -> request.groupId(group.groupId()).ipPermissions(group.ipPermissions()));
    }

    private static List<HandEdit> storage() {
        return List.of(
                edit("the bucket's policy lets somebody in instead of keeping plain HTTP out", S3Client.class,
                        s3 -> s3.putBucketPolicy(request -> request.bucket(BUCKET).policy(WEAKENED)), "ObjectStorage S3:PutBucketPolicy"),
                edit("public access to the bucket is allowed", S3Client.class, s3 -> s3.putPublicAccessBlock(request -> request.bucket(BUCKET)
                        .publicAccessBlockConfiguration(block -> block.blockPublicAcls(false).blockPublicPolicy(false))), "ObjectStorage S3:PutPublicAccessBlock"),
                edit("a tag of the bucket is gone", S3Client.class, s3 -> s3.putBucketTagging(request -> request.bucket(BUCKET).tagging(tagging -> tagging
                        .tagSet(s3.getBucketTagging(asked -> asked.bucket(BUCKET)).tagSet().stream().filter(tag -> !tag.key().equals("team")).toArray(Tag[]::new)))),
                        "ObjectStorage S3:PutBucketTagging"));
    }

    private static List<HandEdit> brokers() {
        return List.of(
                edit("brokers let everybody in", KafkaClient.class, kafka -> logins(kafka, ClientAuthentication.builder()
                        .sasl(sasl -> sasl.scram(scram -> scram.enabled(true))).unauthenticated(anybody -> anybody.enabled(true)).build()),
                        "KafkaCluster Kafka:UpdateSecurity"),
                edit("brokers take IAM's logins too", KafkaClient.class, kafka -> logins(kafka, ClientAuthentication.builder()
                        .sasl(sasl -> sasl.scram(scram -> scram.enabled(true)).iam(iam -> iam.enabled(true))).build()),
                        "KafkaCluster Kafka:UpdateSecurity"),
                edit("the login is taken from the brokers", KafkaClient.class, kafka -> kafka.batchDisassociateScramSecret(request -> request
                        .clusterArn(brokersOf(kafka).clusterArn()).secretArnList(kafka.listScramSecrets(listed -> listed
                                .clusterArn(brokersOf(kafka).clusterArn())).secretArnList())), "ScramAssociation Kafka:BatchAssociateScramSecret"),
                edit("the login's secret awaits its deletion", SecretsManagerClient.class, secrets -> secrets.deleteSecret(request -> request
                        .secretId(SECRET).recoveryWindowInDays(7L)), "KafkaCredentials SecretsManager:RestoreSecret"),
                edit("the login's key awaits its deletion", KmsClient.class, kms -> kms.scheduleKeyDeletion(request -> request
                        .keyId(kms.describeKey(key -> key.keyId("alias/redkite-demo-g1")).keyMetadata().keyId()).pendingWindowInDays(7)),
                        "KafkaCredentials Kms:CancelKeyDeletion"));
    }

    private static Cluster brokersOf(KafkaClient kafka) {
        return kafka.listClustersV2(request -> request.clusterNameFilter(NAME)).clusterInfoList().getFirst();
    }

    private static void logins(KafkaClient kafka, ClientAuthentication how) {
        Cluster cluster = brokersOf(kafka);
        kafka.updateSecurity(request -> request.clusterArn(cluster.clusterArn()).currentVersion(cluster.currentVersion()).clientAuthentication(how));
    }

    private static List<HandEdit> cluster() {
        return List.of(
                edit("the control plane writes no logs", EksClient.class, eks -> eks.updateClusterConfig(request -> request.name(NAME)
                        .logging(logging -> logging.clusterLogging(setup -> setup.enabled(false).types(LogType.knownValues())))), "EksCluster Eks:UpdateClusterConfig"),
                edit("a tag of the cluster says something else", EksClient.class, eks -> eks.tagResource(request -> request
                        .resourceArn(eks.describeCluster(cluster -> cluster.name(NAME)).cluster().arn()).tags(Map.of("team", "theirs"))), "EksCluster Eks:TagResource"),
                edit("a function may not speak to the cluster any more", EksClient.class, eks -> eks.deleteAccessEntry(request -> request.clusterName(NAME)
                        .principalArn(eks.listAccessEntries(entries -> entries.clusterName(NAME)).accessEntries().stream()
                                .filter(arn -> arn.contains("MilvusRelease")).findFirst().orElseThrow())), "EksCluster Eks:CreateAccessEntry"),
                edit("an add-on is deleted", EksClient.class, eks -> eks.deleteAddon(request -> request.clusterName(NAME).addonName("coredns")),
                        "Addons Eks:CreateAddon"),
                edit("the nodes are scaled down", EksClient.class, eks -> eks.updateNodegroupConfig(request -> request.clusterName(NAME).nodegroupName("milvus")
                        .scalingConfig(scaling -> scaling.minSize(0).desiredSize(0).maxSize(1))), "NodeGroup Eks:UpdateNodegroupConfig"));
    }

    private static List<HandEdit> roles() {
        String milvus = NAME + "-us-west-2-milvus";
        String node = NAME + "-us-west-2-node";
        return List.of(
                edit("Milvus' role may do something else", IamClient.class, iam -> iam.putRolePolicy(request -> request.roleName(milvus)
                        .policyName(iam.listRolePolicies(listed -> listed.roleName(milvus)).policyNames().getFirst()).policyDocument("""
                                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}""")), "WorkloadIdentity Iam:PutRolePolicy"),
                edit("Milvus' role is trusted to something else", IamClient.class, iam -> iam.updateAssumeRolePolicy(request -> request.roleName(milvus)
                        .policyDocument("""
                                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}""")),
                        "WorkloadIdentity Iam:UpdateAssumeRolePolicy"),
                edit("the nodes' role lost a policy", IamClient.class, iam -> iam.detachRolePolicy(request -> request.roleName(node)
                        .policyArn(iam.listAttachedRolePolicies(listed -> listed.roleName(node)).attachedPolicies().getFirst().policyArn())), "ClusterRole Iam:AttachRolePolicy"));
    }

    private static HandEdit byKubectl(String what, Consumer<KubernetesClient> by, String stage) {
        return new HandEdit(what, sandbox -> by.accept(sandbox.kubernetes(NAME)), stage + " Kubernetes:");
    }

    private static List<HandEdit> objects() {
        return List.of(
                byKubectl("Attu's Ingress is deleted", kubernetes -> kubernetes.network().v1().ingresses().inNamespace("milvus").withName("milvus-attu").delete(), "MilvusRelease"),
                byKubectl("Attu's Ingress is open to everybody", kubernetes -> kubernetes.network().v1().ingresses().inNamespace("milvus").withName("milvus-attu").edit(found -> {
                    found.getMetadata().getAnnotations().put("alb.ingress.kubernetes.io/inbound-cidrs", "0.0.0.0/0");
                    return found;
                }), "MilvusRelease"),
                byKubectl("Milvus' configuration is edited", kubernetes -> kubernetes.configMaps().inNamespace("milvus").withName("milvus").edit(found -> {
                    found.getData().replaceAll((_, text) -> text + "\n# edited");
                    return found;
                }), "MilvusRelease"),
                byKubectl("Milvus' service account is deleted", kubernetes -> kubernetes.serviceAccounts().inNamespace("milvus").withName("milvus").delete(), "MilvusRelease"),
                byKubectl("Attu's Service is deleted", kubernetes -> kubernetes.services().inNamespace("milvus").withName("milvus-attu").delete(), "MilvusRelease"),
                byKubectl("etcd's Service is deleted", kubernetes -> kubernetes.services().inNamespace("milvus").withName("milvus-etcd-headless").delete(), "MilvusRelease"),
                byKubectl("Milvus' own Service, and with it its load balancer, is deleted", kubernetes -> kubernetes.services().inNamespace("milvus").withName("milvus").delete(), "MilvusRelease"),
                byKubectl("the storage class is deleted", kubernetes -> kubernetes.storage().v1().storageClasses().withName("ebs-sc").delete(), "StorageClass"),
                byKubectl("the login's Secret is deleted", kubernetes -> kubernetes.secrets().inNamespace("milvus").withName("milvus-kafka").delete(), "MilvusRelease"),
                byKubectl("the load balancer controller's Deployment is deleted", kubernetes -> kubernetes.apps().deployments().inNamespace("kube-system")
                        .withName("aws-load-balancer-controller").delete(), "LoadBalancerController"),
                byKubectl("the load balancer controller is scaled down", kubernetes -> kubernetes.apps().deployments().inNamespace("kube-system")
                        .withName("aws-load-balancer-controller").scale(0), "LoadBalancerController"));
    }

    /** Another password in the login's secret, as a rotation puts it there. */
    static void rotate(Sandbox sandbox) {
        sandbox.world().client(SecretsManagerClient.class).updateSecret(request -> request.secretId(SECRET).clientRequestToken("a-rotation-that-somebody-else-made-000")
                .secretString(Json.text(Json.object().put("username", "milvus").put("password", "Another0Password0Of0Thirty0Two000"))));
    }
}
