package dev.redkite.contract;

import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.aws.World;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociation;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.Nodegroup;
import software.amazon.awssdk.services.eks.model.UpdateClusterConfigRequest;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.kafka.KafkaClient;
import software.amazon.awssdk.services.kafka.model.Cluster;
import software.amazon.awssdk.services.kafka.model.Configuration;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Somebody with every permission who changes by hand what Redkite has made. */
final class OutOfBandChanges {

    private static final String TRUST_OF_NOBODY = """
            {"Version": "2012-10-17", "Statement": [
              {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]}""";
    private static final String NOTHING_MUCH = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"ec2:DescribeVpcs","Resource":"*"}]}""";

    private final Sandbox sandbox;
    private final World world;
    private final String environment;
    private final Ec2Client ec2;
    private final IamClient iam;
    private final KafkaClient kafka;

    OutOfBandChanges(Sandbox sandbox, String environment) {
        this.sandbox = sandbox;
        this.world = sandbox.world();
        this.environment = environment;
        ec2 = world.client(Ec2Client.class);
        iam = world.client(IamClient.class);
        kafka = world.client(KafkaClient.class);
    }

    private Filter ours() {
        return Filter.builder().name("tag:redkite:environment").values(environment).build();
    }

    String subnet() {
        return ec2.describeSubnets(request -> request.filters(ours())).subnets().getFirst().subnetId();
    }

    void meddlesWithEverything() {
        cluster();
        network();
        brokersGroup();
        nodes();
        roles().forEach(role -> iam.updateAssumeRolePolicy(request -> request.roleName(role).policyDocument(TRUST_OF_NOBODY)));
        kafka();
        logins();
        sandbox.advance(Duration.ofMinutes(30));
    }

    private void network() {
        for (RouteTable table : ec2.describeRouteTables(request -> request.filters(ours())).routeTables()) {
            for (RouteTableAssociation association : table.associations()) {
                ec2.disassociateRouteTable(request -> request.associationId(association.routeTableAssociationId()));
            }
        }
        for (NatGateway gateway : ec2.describeNatGateways(request -> request.filter(ours())).natGateways()) {
            ec2.deleteNatGateway(request -> request.natGatewayId(gateway.natGatewayId()));
        }
        VpcEndpoint endpoint = ec2.describeVpcEndpoints(request -> request.filters(ours())).vpcEndpoints().getFirst();
        ec2.modifyVpcEndpoint(request -> request
                .vpcEndpointId(endpoint.vpcEndpointId())
                .removeRouteTableIds(endpoint.routeTableIds().getFirst()));
    }

    private void brokersGroup() {
        Filter named = Filter.builder().name("group-name").values("redkite-" + environment + "-brokers").build();
        SecurityGroup group = ec2.describeSecurityGroups(request -> request.filters(ours(), named)).securityGroups().getFirst();
        ec2.authorizeSecurityGroupIngress(request -> request.groupId(group.groupId()).ipPermissions(permission ->
                permission.ipProtocol("tcp").fromPort(22).toPort(22).ipRanges(range -> range.cidrIp("203.0.113.0/24"))));
    }

    private void nodes() {
        ec2.describeInstances(request -> request.filters(ours())).reservations().forEach(each -> each.instances().forEach(instance ->
                ec2.modifyInstanceMetadataOptions(request -> request.instanceId(instance.instanceId()).httpTokens("optional"))));
    }

    private List<String> roles() {
        return List.of("cluster", "node", "loadbalancer", "ebs-csi", "vpc-cni", "milvus").stream()
                .map("redkite-%s-us-west-2-%%s".formatted(environment)::formatted).toList();
    }

    private void kafka() {
        Configuration configuration = kafka.listConfigurations(request -> {}).configurations().stream()
                .filter(each -> each.name().equals("redkite-" + environment)).findFirst().orElseThrow();
        kafka.updateConfiguration(request -> request.arn(configuration.arn()).serverProperties(
                SdkBytes.fromUtf8String("auto.create.topics.enable=false\n")));
        Cluster cluster = kafka.listClustersV2(request -> request.clusterNameFilter("redkite-" + environment))
                .clusterInfoList().getFirst();
        kafka.updateSecurity(request -> request.clusterArn(cluster.clusterArn()).currentVersion(cluster.currentVersion())
                .clientAuthentication(how -> how.sasl(sasl -> sasl.scram(scram -> scram.enabled(true)))
                        .unauthenticated(anybody -> anybody.enabled(true))));
    }

    private void logins() {
        String alias = "alias/redkite-" + environment + "-g1";
        KmsClient kms = world.client(KmsClient.class);
        String other = kms.createKey(request -> request.tags(tag -> tag.tagKey("redkite:environment").tagValue(environment)))
                .keyMetadata().arn();
        sandbox.advance(Duration.ofMinutes(5));
        SecretsManagerClient secrets = world.client(SecretsManagerClient.class);
        for (String secret : List.of("AmazonMSK_redkite-%s-g1", "redkite-%s-g1-milvus-root")) {
            String name = secret.formatted(environment);
            secrets.updateSecret(request -> request.secretId(name).kmsKeyId(other));
            secrets.deleteSecret(request -> request.secretId(name).recoveryWindowInDays(7L));
        }
        String key = kms.describeKey(request -> request.keyId(alias)).keyMetadata().keyId();
        kms.scheduleKeyDeletion(request -> request.keyId(key).pendingWindowInDays(7));
    }

    private void cluster() {
        EksClient eks = world.client(EksClient.class);
        String name = "redkite-" + environment;
        String trust = iam.getRole(request -> request.roleName(name + "-us-west-2-ebs-csi")).role().assumeRolePolicyDocument();
        String theirs = iam.createRole(request -> request.roleName("theirs")
                .assumeRolePolicyDocument(URLDecoder.decode(trust, StandardCharsets.UTF_8))).role().arn();
        sandbox.advance(Duration.ofMinutes(1));
        iam.attachRolePolicy(request -> request.roleName("theirs")
                .policyArn("arn:aws:iam::aws:policy/service-role/AmazonEBSCSIDriverPolicy"));
        sandbox.advance(Duration.ofMinutes(1));
        eks.updateAddon(request -> request.clusterName(name).addonName("aws-ebs-csi-driver").serviceAccountRoleArn(theirs));
        String issuer = eks.describeCluster(request -> request.name(name)).cluster().identity().oidc().issuer();
        String provider = iam.listOpenIDConnectProviders(request -> {}).openIDConnectProviderList().stream()
                .map(each -> each.arn()).filter(arn -> arn.endsWith(issuer.substring("https://".length()))).findFirst().orElseThrow();
        iam.deleteOpenIDConnectProvider(request -> request.openIDConnectProviderArn(provider));
        iam.createOpenIDConnectProvider(request -> request.url(issuer).clientIDList("somebody-else")
                .tags(Tag.builder().key("redkite:environment").value(environment).build(),
                        Tag.builder().key("redkite:generation").value("1").build()));
    }

    /** A network interface of theirs, which they take away once Redkite has told of it. */
    void standsInTheWayOfTheNetwork() {
        String id = world.ec2().addNetworkInterface(subnet(), List.of(), "theirs", "123456789012", Map.of());
        AtomicBoolean told = new AtomicBoolean();
        world.intercept((call, service) -> {
            Object answer = service.get();
            boolean asked = sandbox.running().equals("Network") && call.operation().equals("DescribeNetworkInterfaces");
            if (asked && !told.getAndSet(true)) {
                world.ec2().removeNetworkInterface(id);
            }
            return answer;
        });
    }

    /** What whoever removes has to take along: policies that were attached since, versions, unfinished uploads. */
    void addsWhatRemovalsMeet() {
        String policy = "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy";
        roles().forEach(role -> {
            iam.putRolePolicy(request -> request.roleName(role).policyName("added").policyDocument(NOTHING_MUCH));
            iam.attachRolePolicy(request -> request.roleName(role).policyArn(policy));
        });
        EksClient eks = world.client(EksClient.class);
        String cluster = "redkite-" + environment;
        List<String> principals = eks.listAccessEntries(request -> request.clusterName(cluster)).accessEntries();
        principals.stream().filter(each -> each.contains("MilvusRelease")).forEach(each ->
                eks.deleteAccessEntry(request -> request.clusterName(cluster).principalArn(each)));
        eks.createAccessEntry(request -> request.clusterName(cluster).principalArn("arn:aws:iam::123456789012:role/gone")
                .tags(Map.of("redkite:environment", environment, "redkite:generation", "1")));
        String bucket = "redkite-%s-123456789012-us-west-2".formatted(environment);
        world.s3().keepVersions(bucket);
        world.s3().write(bucket, "demo/g1/added", 5);
        world.s3().hide(bucket, "demo/g1/added");
        world.s3().beginUpload(bucket, "demo/g1/begun");
    }

    /** In our name, so that a teardown has to take it away. */
    void attachesFargateProfile() {
        EksClient eks = sandbox.world().eks();
        Nodegroup own = eks.describeNodegroup(request -> request
                .clusterName("redkite-" + environment).nodegroupName("milvus")).nodegroup();
        eks.createFargateProfile(request -> request.clusterName(own.clusterName()).fargateProfileName("batch")
                .podExecutionRoleArn(own.nodeRole()).subnets(own.subnets())
                .selectors(selector -> selector.namespace("batch"))
                .tags(Map.of("redkite:environment", environment)));
        sandbox.advance(Duration.ofMinutes(10));
    }

    /** As somebody does who wants to let nobody in but the office. */
    void narrowsEndpoint() {
        sandbox.world().eks().updateClusterConfig(UpdateClusterConfigRequest.builder().name("redkite-" + environment)
                .resourcesVpcConfig(network -> network.endpointPrivateAccess(true).endpointPublicAccess(true)
                        .publicAccessCidrs("52.94.76.0/24"))
                .build());
        sandbox.advance(Duration.ofMinutes(15));
    }
}
