package dev.redkite.scenario;

import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.aws.Errors;
import dev.redkite.sandbox.aws.World;
import dev.redkite.sandbox.aws.eks.FakeEksClient.Updatable;
import dev.redkite.sandbox.states.HistoryEvent;
import dev.redkite.sandbox.tenant.AwsCli;
import dev.redkite.sandbox.tenant.BackedUpRows;
import dev.redkite.sandbox.tenant.Kubectl;
import dev.redkite.sandbox.tenant.MilvusUser;
import dev.redkite.sandbox.tenant.SecondOwner;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ResponseLaunchTemplateData;
import software.amazon.awssdk.services.eks.model.ClusterIssueCode;
import software.amazon.awssdk.services.eks.model.ErrorCode;
import software.amazon.awssdk.services.eks.model.FargateProfileSelector;
import software.amazon.awssdk.services.eks.model.Nodegroup;
import software.amazon.awssdk.services.eks.model.NodegroupIssueCode;
import software.amazon.awssdk.services.kafka.model.ClusterState;

/** In the order of the stages that meet them. */
final class TeardownMisbehaviours {

    private static final String CLUSTER = "redkite-demo";
    private static final String NO_IMAGE = "Back-off pulling image \"milvusdb/milvus-backup:v0.6.1\"";

    /** https://github.com/eksctl-io/eksctl/issues/4203. */
    private static final String DEPENDENT = "DependencyViolation - resource has a dependent object";

    private TeardownMisbehaviours() {}

    static List<TeardownMisbehaviour> all() {
        return List.of(claims(), doors(), profiles(), guarded(), annotated(), closing(), namespace(), brokers(), busyBrokers(), key(), bucket(),
                nodes(), cluster(), silence(), opening(), instance(), logGroup(), tenant());
    }

    private static void kubectl(Sandbox sandbox, String message) {
        if (new Kubectl(sandbox.kubernetes(CLUSTER)).follow(message) == 0) {
            throw new AssertionError("nothing to type in " + message);
        }
        sandbox.advance(Duration.ofMinutes(10));
    }

    private static void aws(Sandbox sandbox, String message) {
        if (new AwsCli(sandbox.world()).follow(message) == 0) {
            throw new AssertionError("nothing to type in " + message);
        }
        sandbox.advance(Duration.ofMinutes(10));
    }

    private static TeardownMisbehaviour claims() {
        return TeardownMisbehaviour.of("Somebody else's database runs in the cluster",
                        sandbox -> {
                            new SecondOwner(sandbox.kubernetes(CLUSTER)).database();
                            sandbox.advance(Duration.ofMinutes(10));
                        })
                .says("PersistentVolumeClaim shop/data-orders-0 (8Gi on volume vol-", "kubectl -n shop delete statefulset orders")
                .within(Duration.ofMinutes(1))
                .followed(TeardownMisbehaviours::kubectl);
    }

    private static TeardownMisbehaviour doors() {
        return TeardownMisbehaviour.of("Somebody else is reached through the cluster",
                        sandbox -> {
                            new SecondOwner(sandbox.kubernetes(CLUSTER)).service("default").ingress("default");
                            sandbox.advance(Duration.ofMinutes(10));
                        })
                .says("Service default/web (load balancer k8s-default-web-", "Ingress default/site (load balancer internal-k8s-default-site-",
                        "kubectl -n default delete service web", "kubectl -n default delete ingress site")
                .within(Duration.ofMinutes(1))
                .followed(TeardownMisbehaviours::kubectl);
    }

    private static TeardownMisbehaviour profiles() {
        return TeardownMisbehaviour.of("Somebody else attached a Fargate profile",
                        sandbox -> {
                            Nodegroup own = sandbox.world().eks().describeNodegroup(request -> request
                                    .clusterName(CLUSTER).nodegroupName("milvus")).nodegroup();
                            sandbox.world().eks().createFargateProfile(request -> request.clusterName(CLUSTER)
                                    .fargateProfileName("shop").podExecutionRoleArn(own.nodeRole()).subnets(own.subnets())
                                    .selectors(FargateProfileSelector.builder().namespace("shop").build()));
                            sandbox.advance(Duration.ofMinutes(10));
                        })
                .says("Fargate profile shop (ACTIVE, pods of namespace shop)",
                        "aws eks delete-fargate-profile --region us-west-2 --cluster-name redkite-demo --fargate-profile-name shop")
                .within(Duration.ofMinutes(1))
                .followed(TeardownMisbehaviours::aws);
    }

    private static TeardownMisbehaviour guarded() {
        return TeardownMisbehaviour.of("A load balancer's deletion protection is on",
                        sandbox -> {
                            sandbox.world().elasticLoadBalancing().leavesLoadBalancerBehind();
                            sandbox.world().elasticLoadBalancing().guard("demo-g1-milvus", true);
                        })
                .says("Exposure: Load balancer demo-g1-milvus", "cannot be deleted because deletion protection is enabled",
                        "Next: switch the deletion protection off")
                .followed((sandbox, _) -> sandbox.world().elasticLoadBalancing().guard("demo-g1-milvus", false));
    }

    private static TeardownMisbehaviour annotated() {
        return TeardownMisbehaviour.of("A Service's annotation protects its load balancer", TeardownMisbehaviours::annotate)
                .says("and nothing of it was touched: annotations keep load balancers of it from being deleted, those of Service milvus/milvus",
                        "Next: switch the deletion protection off if they may go (kubectl -n milvus patch service milvus --type=merge")
                .within(Duration.ofMinutes(1))
                .followed(TeardownMisbehaviours::kubectl);
    }

    private static void annotate(Sandbox sandbox) {
        sandbox.kubernetes(CLUSTER).services().inNamespace("milvus").withName("milvus").edit(service -> service.edit()
                .editMetadata().addToAnnotations("service.beta.kubernetes.io/aws-load-balancer-attributes",
                        "deletion_protection.enabled=true").endMetadata().build());
    }

    private static TeardownMisbehaviour closing() {
        boolean[] mended = {false};
        return TeardownMisbehaviour.of("What was written after the backup cannot be backed up", sandbox -> pullNoMore(sandbox, mended))
                .keepingData()
                .says("ClosingBackup: Job milvus/milvus-backup has not begun within 20 minutes", "ImagePullBackOff: " + NO_IMAGE,
                        "Next: mend the cause, then redrive the execution", "the backup that was made before them is safe")
                .within(Duration.ofMinutes(30))
                .followed((sandbox, _) -> {
                    mended[0] = true;
                    sandbox.clusters().faults().cured();
                });
    }

    /** Once the first backup is proven, by chance of that seed the user goes on writing. */
    private static void pullNoMore(Sandbox sandbox, boolean[] mended) {
        new MilvusUser(sandbox, "demo", new Random(7), new BackedUpRows()).works();
        sandbox.listen((_, event) -> {
            if (!mended[0] && event.kind() == HistoryEvent.Kind.TASK_SUCCEEDED && event.state().equals("BackupManifest")) {
                sandbox.clusters().faults().podsFail("milvus-backup", "ImagePullBackOff", NO_IMAGE);
            }
        });
    }

    private static TeardownMisbehaviour namespace() {
        return TeardownMisbehaviour.of("A finalizer that nobody takes off holds the namespace",
                        sandbox -> sandbox.kubernetes(CLUSTER).configMaps().inNamespace("milvus").resource(new ConfigMapBuilder()
                                .withNewMetadata().withName("stuck").withFinalizers("example.com/never").endMetadata().build()).create())
                .says("MilvusRelease: Namespace milvus of redkite-demo is being deleted and does not go: ",
                        "ConfigMap milvus/stuck (example.com/never)", "kubectl -n milvus patch configmap stuck --type=merge")
                .within(Duration.ofMinutes(15))
                .followed(TeardownMisbehaviours::kubectl);
    }

    private static TeardownMisbehaviour brokers() {
        return denied("An organization's policy denies the deletion of the brokers", "Kafka:DeleteCluster",
                "Kafka", "ForbiddenException", "kafka:DeleteCluster on resource: arn:aws:kafka:us-west-2:123456789012:cluster/redkite-demo/…", "KafkaCluster: ");
    }

    private static TeardownMisbehaviour key() {
        return denied("An organization's policy denies the deletion of the key", "Kms:ScheduleKeyDeletion",
                "Kms", "AccessDeniedException", "kms:ScheduleKeyDeletion on resource: arn:aws:kms:us-west-2:123456789012:key/…", "KafkaCredentials: ");
    }

    /** https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html. */
    private static TeardownMisbehaviour denied(String title, String operation, String service, String code, String what, String stage) {
        String words = "User: arn:aws:sts::123456789012:assumed-role/redkite/function is not authorized to perform: %s with an explicit deny in a service control policy"
                .formatted(what);
        return TeardownMisbehaviour.of(title, sandbox -> sandbox.world().refuses(operation, Errors.of(service, 403, code, words)))
                .says(stage, code + ": " + words, "Next: grant the function's role that action (or lift the organization's policy that denies it)")
                .within(Duration.ofMinutes(45))
                .followed((sandbox, _) -> sandbox.world().acceptsAgain(operation));
    }

    private static TeardownMisbehaviour busyBrokers() {
        return TeardownMisbehaviour.of("MSK is at work on the brokers for more than twelve hours",
                        sandbox -> sandbox.world().kafka().worksOn(CLUSTER, ClusterState.HEALING, Duration.ofHours(13)))
                .says("KafkaCluster: ", "MSK cluster redkite-demo is HEALING", "Next: look at the cluster in the MSK console")
                .within(Duration.ofHours(13))
                .followed((sandbox, _) -> sandbox.advance(Duration.ofHours(1)));
    }

    private static TeardownMisbehaviour bucket() {
        boolean[] writing = {true};
        return TeardownMisbehaviour.of("Somebody writes into the bucket for ever", sandbox -> sandbox.world().intercept((call, service) -> {
                    if (writing[0] && call.toString().equals("S3:DeleteBucket")) {
                        sandbox.world().s3().write("redkite-demo-123456789012-us-west-2", "theirs/" + sandbox.world().calls().size(), 1);
                    }
                    return service.get();
                }))
                .says("ObjectStorage: Bucket redkite-demo-123456789012-us-west-2",
                        "BucketNotEmpty: The bucket you tried to delete is not empty", "Next: stop whatever writes into the bucket")
                .within(Duration.ofMinutes(90))
                .followed((_, _) -> writing[0] = false);
    }

    private static TeardownMisbehaviour nodes() {
        return TeardownMisbehaviour.of("The nodes' security group does not go, three times", sandbox -> sandbox.world().eks()
                        .nodeGroupStays(3, NodegroupIssueCode.EC2_SECURITY_GROUP_DELETION_FAILURE, DEPENDENT, "sg-0123456789abcdef0"))
                .says("NodeGroup: Node group milvus of redkite-demo ended DELETE_FAILED",
                        "Ec2SecurityGroupDeletionFailure (" + DEPENDENT + ") concerning sg-0123456789abcdef0",
                        "Next: remove what still uses what is named")
                .within(Duration.ofMinutes(45));
    }

    private static TeardownMisbehaviour cluster() {
        return TeardownMisbehaviour.of("The deletion of the control plane fails, three times", sandbox -> sandbox.world().eks()
                        .clusterStays(3, ClusterIssueCode.EC2_SUBNET_NOT_FOUND, "The subnet does not exist", "subnet-0a1a0000000000001"))
                .says("EksCluster: EKS cluster redkite-demo ended FAILED", "Ec2SubnetNotFound (The subnet does not exist)")
                .within(Duration.ofMinutes(45));
    }

    private static TeardownMisbehaviour silence() {
        return TeardownMisbehaviour.of("The control plane's logs do not go off, twice", sandbox -> sandbox.world().eks()
                        .updateFails(Updatable.CLUSTER, 2, ErrorCode.OPERATION_NOT_PERMITTED, "The cluster's role may not", CLUSTER))
                .says("EksCluster: EKS cluster redkite-demo: the LoggingUpdate of ", " failed, and it stayed as it was: ",
                        "OperationNotPermitted (The cluster's role may not) concerning redkite-demo")
                .within(Duration.ofMinutes(60));
    }

    private static TeardownMisbehaviour opening() {
        return TeardownMisbehaviour.of("The API endpoint that somebody closed finds no addresses when it is opened", sandbox -> {
                    sandbox.world().eks().updateClusterConfig(request -> request.name(CLUSTER).resourcesVpcConfig(network -> network
                            .endpointPrivateAccess(true).endpointPublicAccess(false)));
                    sandbox.advance(Duration.ofMinutes(20));
                    sandbox.world().eks().updateFails(Updatable.CLUSTER, 1, ErrorCode.IP_NOT_AVAILABLE, "No address is left", "subnet-0a1a0000000000001");
                })
                .says("EKS cluster redkite-demo: the EndpointAccessUpdate of ", " failed, and it stayed as it was: ",
                        "IpNotAvailable (No address is left) concerning subnet-0a1a0000000000001")
                .within(Duration.ofMinutes(60));
    }

    private static TeardownMisbehaviour instance() {
        return TeardownMisbehaviour.of("Somebody keeps a machine that was a node",
                        sandbox -> sandbox.world().ec2().launch("subnet-0a1a0000000000001",
                                List.of(sandbox.world().ec2().addSecurityGroup("vpc-0a1a0000000000001", "debug", "debug", Map.of())), "m7i.large",
                                "arn:aws:iam::123456789012:instance-profile/debug", ResponseLaunchTemplateData.builder().build(),
                                Map.of("kubernetes.io/cluster/redkite-demo", "owned")))
                .says("Audit: What remains of environment demo cannot be swept: instance i-", "Next: terminate it (aws ec2 terminate-instances --region us-west-2 --instance-ids i-", "), then redrive the execution.")
                .within(Duration.ofMinutes(45))
                .followed(TeardownMisbehaviours::aws);
    }

    private static TeardownMisbehaviour logGroup() {
        return TeardownMisbehaviour.of("The deletion protection of the control plane's log group is on",
                        sandbox -> sandbox.world().client(CloudWatchLogsClient.class).putLogGroupDeletionProtection(request -> request
                                .logGroupIdentifier("/aws/eks/redkite-demo/cluster").deletionProtectionEnabled(true)))
                .says("log group /aws/eks/redkite-demo/cluster (somebody has switched on its deletion protection)",
                        "Next: switch it off if the group may go (aws logs put-log-group-deletion-protection --region us-west-2"
                                + " --log-group-identifier /aws/eks/redkite-demo/cluster --no-deletion-protection-enabled), then redrive the execution.")
                .within(Duration.ofMinutes(45))
                .followed(TeardownMisbehaviours::aws);
    }

    private static TeardownMisbehaviour tenant() {
        return TeardownMisbehaviour.of("Somebody else has an interface in the network", sandbox -> {
                    World world = sandbox.world();
                    String group = world.ec2().addSecurityGroup(vpc(world), "theirs", "theirs", Map.of());
                    world.ec2().addNetworkInterface(subnet(world), List.of(group), "AWS Lambda VPC ENI-theirs", "amazon-aws", Map.of());
                })
                .withMadeNetwork()
                .says("Network: ", "(in-use, AWS Lambda VPC ENI-theirs) stands in", "Next: remove what still uses what is named")
                .within(Duration.ofMinutes(75))
                .followed((sandbox, _) -> {
                    Ec2Client ec2 = sandbox.world().client(Ec2Client.class);
                    ec2.describeNetworkInterfaces(request -> request.filters(filter("description", "AWS Lambda VPC ENI-theirs")))
                            .networkInterfaces().forEach(each -> sandbox.world().ec2().removeNetworkInterface(each.networkInterfaceId()));
                    ec2.describeSecurityGroups(request -> request.filters(filter("group-name", "theirs"), filter("vpc-id", vpc(sandbox.world()))))
                            .securityGroups().forEach(each -> ec2.deleteSecurityGroup(request -> request.groupId(each.groupId())));
                });
    }

    private static String vpc(World world) {
        return world.client(Ec2Client.class).describeVpcs(request -> request.filters(ours())).vpcs().getFirst().vpcId();
    }

    private static String subnet(World world) {
        return world.client(Ec2Client.class).describeSubnets(request -> request.filters(ours())).subnets().getFirst().subnetId();
    }

    private static Filter ours() {
        return filter("tag:redkite:environment", "demo");
    }

    private static Filter filter(String name, String value) {
        return Filter.builder().name(name).values(value).build();
    }
}
