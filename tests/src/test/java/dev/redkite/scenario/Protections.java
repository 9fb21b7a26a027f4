package dev.redkite.scenario;

import dev.redkite.sandbox.Sandbox;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.HttpTokensState;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kafka.KafkaClient;
import software.amazon.awssdk.services.kafka.model.Cluster;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Those of an environment demo with a network of its own. */
final class Protections {

    static final String BUCKET = "redkite-demo-123456789012-us-west-2";

    private static final String NAME = "redkite-demo";
    private static final String SECRET = "AmazonMSK_redkite-demo-g1";
    private static final String STRANGER = "{\"AWS\":\"arn:aws:iam::999999999999:root\"}";

    private Protections() {}

    static Stream<Protection> all() {
        return Stream.of(storage(), secrets(), roles(), network(), machines(), cluster(), KubernetesProtections.all()).flatMap(List::stream);
    }

    private static <C extends SdkClient> Protection of(String what, String named, Class<C> client, Function<C, Runnable> off) {
        return new Protection(what, named, sandbox -> off.apply(sandbox.world().client(client)));
    }

    static String bucketPolicy(String principal) {
        return """
                {"Version":"2012-10-17","Statement":[{"Sid":"EncryptedTransportOnly","Effect":"Allow","Principal":%1$s,"Action":"s3:*",\
                "Resource":["arn:aws:s3:::%2$s","arn:aws:s3:::%2$s/*"],"Condition":{"Bool":{"aws:SecureTransport":"false"}}},\
                {"Effect":"Allow","Principal":%1$s,"Action":"s3:Get*","Resource":"arn:aws:s3:::%2$s/*"}]}""".formatted(principal, BUCKET);
    }

    private static List<Protection> storage() {
        return List.of(
                of("the bucket's policy lets another account in", "bucket policy:", S3Client.class, s3 -> bucketPolicy(s3, bucketPolicy(STRANGER))),
                of("the bucket's policy denies with TLS instead of without", "bucket policy:", S3Client.class, s3 -> bucketPolicy(s3,
                        s3.getBucketPolicy(request -> request.bucket(BUCKET)).policy().replace("\"false\"", "\"never\""))),
                of("the bucket has no policy", "bucket policy:", S3Client.class, s3 -> {
                    String before = s3.getBucketPolicy(request -> request.bucket(BUCKET)).policy();
                    s3.deleteBucketPolicy(request -> request.bucket(BUCKET));
                    return () -> s3.putBucketPolicy(request -> request.bucket(BUCKET).policy(before));
                }),
                of("policies for everybody are taken", "public access block:", S3Client.class, s3 -> block(s3, block -> block.blockPublicPolicy(false))),
                of("policies for everybody count", "public access block:", S3Client.class, s3 -> block(s3, block -> block.restrictPublicBuckets(false))),
                of("lists for everybody count", "public access block:", S3Client.class, s3 -> block(s3, block -> block.ignorePublicAcls(false))));
    }

    private static Runnable bucketPolicy(S3Client s3, String policy) {
        String before = s3.getBucketPolicy(request -> request.bucket(BUCKET)).policy();
        s3.putBucketPolicy(request -> request.bucket(BUCKET).policy(policy));
        return () -> s3.putBucketPolicy(request -> request.bucket(BUCKET).policy(before));
    }

    private static Runnable block(S3Client s3, Function<PublicAccessBlockConfiguration.Builder, PublicAccessBlockConfiguration.Builder> off) {
        PublicAccessBlockConfiguration before = s3.getPublicAccessBlock(request -> request.bucket(BUCKET)).publicAccessBlockConfiguration();
        s3.putPublicAccessBlock(request -> request.bucket(BUCKET).publicAccessBlockConfiguration(off.apply(before.toBuilder()).build()));
        return () -> s3.putPublicAccessBlock(request -> request.bucket(BUCKET).publicAccessBlockConfiguration(before));
    }

    private static List<Protection> secrets() {
        return List.of(
                of("the logins' key may be used by another account", "key policy:", KmsClient.class, kms -> keyPolicy(kms, STRANGER)),
                of("the logins' key may be used by everybody", "key policy:", KmsClient.class, kms -> keyPolicy(kms, "\"*\"")),
                of("the login may be read by another account", "secret's policy:", SecretsManagerClient.class, secrets -> {
                    String before = secrets.getResourcePolicy(request -> request.secretId(SECRET)).resourcePolicy();
                    secrets.putResourcePolicy(request -> request.secretId(SECRET).resourcePolicy(statement(STRANGER, "secretsmanager:GetSecretValue")));
                    return () -> secrets.putResourcePolicy(request -> request.secretId(SECRET).resourcePolicy(before));
                }));
    }

    private static Runnable keyPolicy(KmsClient kms, String principal) {
        String key = kms.describeKey(request -> request.keyId("alias/redkite-demo-g1")).keyMetadata().keyId();
        String before = kms.getKeyPolicy(request -> request.keyId(key)).policy();
        String statement = "{\"Effect\":\"Allow\",\"Principal\":%s,\"Action\":\"kms:Decrypt\",\"Resource\":\"*\"}".formatted(principal);
        kms.putKeyPolicy(request -> request.keyId(key).policy(before.replace("\"Statement\":[", "\"Statement\":[" + statement + ",")));
        return () -> kms.putKeyPolicy(request -> request.keyId(key).policy(before));
    }

    private static String statement(String principal, String action) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":%s,\"Action\":\"%s\",\"Resource\":\"*\"}]}"
                .formatted(principal, action);
    }

    private static List<Protection> roles() {
        List<Protection> anyPod = Stream.of("loadbalancer", "ebs-csi", "vpc-cni", "milvus")
                .map(suffix -> NAME + "-us-west-2-" + suffix)
                .map(role -> of("any pod may assume " + role, "trust of role %s:".formatted(role), IamClient.class,
                        iam -> trust(iam, role, trust -> trust.replaceFirst(",?\"[^\"]*:sub\":\"[^\"]*\"", ""))))
                .toList();
        String milvus = NAME + "-us-west-2-milvus";
        String node = NAME + "-us-west-2-node";
        List<Protection> others = List.of(
                of("any token of the right pod is taken", "trust of role %s:".formatted(milvus), IamClient.class,
                        iam -> trust(iam, milvus, trust -> trust.replaceFirst("\"[^\"]*:aud\":\"[^\"]*\",", ""))),
                of("a namespace is a pattern", "trust of role %s:".formatted(milvus), IamClient.class, iam -> trust(iam, milvus, trust ->
                        trust.replace("StringEquals", "StringLike").replace(":milvus:milvus", ":*:milvus"))),
                of("another account may be a node", "trust of role %s:".formatted(node), IamClient.class,
                        iam -> trust(iam, node, trust -> trust.replaceFirst("\\{\"Service\":[^}]*}", STRANGER))));
        return Stream.concat(anyPod.stream(), others.stream()).toList();
    }

    private static Runnable trust(IamClient iam, String role, Function<String, String> off) {
        String before = URLDecoder.decode(iam.getRole(request -> request.roleName(role)).role().assumeRolePolicyDocument(), StandardCharsets.UTF_8);
        iam.updateAssumeRolePolicy(request -> request.roleName(role).policyDocument(off.apply(before)));
        return () -> iam.updateAssumeRolePolicy(request -> request.roleName(role).policyDocument(before));
    }

    private static List<Protection> network() {
        return List.of(
                new Protection("brokers are open to the internet", "security group of the brokers:", sandbox -> open(sandbox,
                        brokers(sandbox).provisioned().brokerNodeGroupInfo().securityGroups().getFirst(), 9096, "0.0.0.0/0")),
                new Protection("brokers are open to their VPC", "security group of the brokers:", sandbox -> open(sandbox,
                        brokers(sandbox).provisioned().brokerNodeGroupInfo().securityGroups().getFirst(), 9096, "10.0.0.0/8")),
                new Protection("nodes are open to the internet", "security group of the nodes:", sandbox -> open(sandbox,
                        sandbox.world().client(EksClient.class).describeCluster(request -> request.name(NAME))
                                .cluster().resourcesVpcConfig().clusterSecurityGroupId(), 10250, "0.0.0.0/0")),
                new Protection("Milvus' load balancer is open to the internet", "security group of the load balancer demo-g1-milvus:",
                        sandbox -> open(sandbox, frontend(sandbox, "demo-g1-milvus"), 443, "0.0.0.0/0")));
    }

    private static List<Protection> machines() {
        return List.of(
                of("pods may ask their node's metadata service with a token", "metadata service of i-", Ec2Client.class,
                        ec2 -> metadata(ec2, HttpTokensState.REQUIRED, 2)),
                of("pods may ask their node's metadata service without a token", "metadata service of i-", Ec2Client.class,
                        ec2 -> metadata(ec2, HttpTokensState.OPTIONAL, 1)));
    }

    private static Runnable metadata(Ec2Client ec2, HttpTokensState tokens, int hops) {
        Filter nodes = Filter.builder().name("tag:eks:cluster-name").values(NAME).build();
        Filter running = Filter.builder().name("instance-state-name").values("running").build();
        String node = ec2.describeInstances(request -> request.filters(nodes, running)).reservations().getFirst().instances().getFirst().instanceId();
        ec2.modifyInstanceMetadataOptions(request -> request.instanceId(node).httpTokens(tokens).httpPutResponseHopLimit(hops));
        return () -> ec2.modifyInstanceMetadataOptions(request -> request
                .instanceId(node).httpTokens(HttpTokensState.REQUIRED).httpPutResponseHopLimit(1));
    }

    private static Cluster brokers(Sandbox sandbox) {
        return sandbox.world().client(KafkaClient.class).listClustersV2(request -> request.clusterNameFilter(NAME)).clusterInfoList().getFirst();
    }

    private static String frontend(Sandbox sandbox, String name) {
        return sandbox.world().client(ElasticLoadBalancingV2Client.class).describeLoadBalancers(request -> request.names(name))
                .loadBalancers().getFirst().securityGroups().getFirst();
    }

    private static Runnable open(Sandbox sandbox, String group, int port, String range) {
        Ec2Client ec2 = sandbox.world().client(Ec2Client.class);
        IpPermission permission = IpPermission.builder().ipProtocol("tcp").fromPort(port).toPort(port).ipRanges(each -> each.cidrIp(range)).build();
        ec2.authorizeSecurityGroupIngress(request -> request.groupId(group).ipPermissions(permission));
        return () -> ec2.revokeSecurityGroupIngress(request -> request.groupId(group).ipPermissions(permission));
    }

    private static List<Protection> cluster() {
        return List.of(
                of("nodes reach the Kubernetes API over the internet", "endpoint access:", EksClient.class, eks -> {
                    eks.updateClusterConfig(request -> request.name(NAME).resourcesVpcConfig(access -> access.endpointPrivateAccess(false)));
                    return () -> eks.updateClusterConfig(request -> request.name(NAME).resourcesVpcConfig(access -> access.endpointPrivateAccess(true)));
                }),
                new Protection("somebody else is administrator of the cluster", "access entries:", sandbox -> {
                    EksClient eks = sandbox.world().client(EksClient.class);
                    String stranger = "arn:aws:iam::123456789012:role/somebody-else";
                    eks.createAccessEntry(request -> request.clusterName(NAME).principalArn(stranger));
                    sandbox.world().clock().advance(Duration.ofMinutes(1));
                    eks.associateAccessPolicy(request -> request.clusterName(NAME).principalArn(stranger)
                            .policyArn("arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy").accessScope(scope -> scope.type("cluster")));
                    return () -> eks.deleteAccessEntry(request -> request.clusterName(NAME).principalArn(stranger));
                }));
    }
}
