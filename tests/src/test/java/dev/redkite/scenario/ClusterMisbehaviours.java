package dev.redkite.scenario;

import dev.redkite.sandbox.aws.Errors;
import dev.redkite.sandbox.aws.eks.FakeEksClient.Updatable;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.services.eks.model.AddonIssueCode;
import software.amazon.awssdk.services.eks.model.ErrorCode;
import software.amazon.awssdk.services.eks.model.NodegroupIssueCode;

/** EKS: control plane, nodes, add-ons. */
final class ClusterMisbehaviours {

    /** https://github.com/pulumi/pulumi-eks/issues/1311. */
    private static final String TOO_MANY_CLUSTERS = "Cluster limit exceeded for account.";

    /** https://github.com/kubeflow/kubeflow/issues/3316. */
    private static final String FULL_ZONE = "Cannot create cluster 'redkite-demo' because us-west-2d, the targeted availability zone, does not"
            + " currently have sufficient capacity to support the cluster.";

    /** https://github.com/elastic-ipfs/infrastructure/pull/221. */
    private static final String FULL_SUBNETS = "Provided subnets subnet-0a1a0000000000001 Free IPs: 0 , need at least 5 IPs in each subnet to be"
            + " free for this operation";

    /** https://github.com/eksctl-io/eksctl/issues/4732. */
    private static final String NO_MACHINES = "Could not launch On-Demand Instances. InsufficientInstanceCapacity - We currently do not have"
            + " sufficient m6i.2xlarge capacity in the Availability Zone you requested (us-west-2b). Launching EC2 instance failed.";

    /** https://github.com/klothoplatform/klotho/pull/311. */
    private static final String NO_VCPUS = "Could not launch On-Demand Instances. VcpuLimitExceeded - You have requested more vCPU capacity than"
            + " your current vCPU limit of 0 allows for the instance bucket that the specified instance type belongs to.";

    /** https://github.com/aws/karpenter-provider-aws/issues/3380. */
    private static final String NO_ADDRESSES = "There are not enough free addresses in subnet 'subnet-0a1a0000000000001' to satisfy the requested"
            + " number of instances.";

    /** https://github.com/aws/containers-roadmap/issues/2328. */
    private static final String TOO_FEW_REPLICAS = "The add-on is unhealthy because it doesn't have the desired number of replicas.";

    /** https://github.com/aws/containers-roadmap/issues/1282. */
    private static final String NOT_EVICTED = "Reached max retries while trying to evict pods from nodes in node group milvus";

    /** https://github.com/kubernetes/autoscaler/issues/5264. */
    private static final String NOT_JOINED = "Couldn't proceed with upgrade process as new nodes are not joining node group milvus";

    /** Of the code tells https://docs.aws.amazon.com/eks/latest/APIReference/API_ErrorDetail.html; its words are not published. */
    private static final String NO_ADDRESS_LEFT = "A subnet associated with the cluster does not have any available IP addresses.";

    private static final String MEND = "Next: mend what is named, then redrive the execution; if it ends so again, ask AWS Support";

    private static final Duration NODES = Duration.ofMinutes(20);

    private ClusterMisbehaviours() {}

    static List<Misbehaviour> all() {
        return List.of(
                refused("The account's EKS clusters are used up", "ResourceLimitExceededException", TOO_MANY_CLUSTERS)
                        .advises("Next: raise the quota Clusters (eks, L-1194D53C) in Service Quotas"),
                refused("A zone has no room for the control plane", "UnsupportedAvailabilityZoneException", FULL_ZONE)
                        .advises("Next: recreate the environment in other zones (network.zones, or network.subnetIds where subnets are yours)"),
                refused("The control plane finds no addresses", "InvalidRequestException", FULL_SUBNETS)
                        .advises("Next: free addresses in that subnet, then redrive the execution; or recreate the environment in larger subnets"),
                Misbehaviour.of("The control plane ends FAILED, three times", "01-minimal")
                        .begins(sandbox -> sandbox.world().eks().clusterEndsFailed(3))
                        .as("ResourceFailed")
                        .names("EKS cluster redkite-demo ended FAILED")
                        .quotes("Other (Internal failure of the service)")
                        .advises("Next: redrive the execution; if it ends so again, ask AWS Support")
                        .within(Duration.ofMinutes(50)),
                nodes("One zone has no machines for the nodes", 3, NodegroupIssueCode.ASG_INSTANCE_LAUNCH_FAILURES, NO_MACHINES)
                        .as("ResourceFailed")
                        .advises("Next: redrive the execution later, for capacity comes and goes; or ask for another instance type")
                        .within(NODES.plus(Duration.ofMinutes(25))),
                nodes("The account's vCPUs are used up", 1, NodegroupIssueCode.ASG_INSTANCE_LAUNCH_FAILURES, NO_VCPUS)
                        .advises("Next: raise the quota Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances (ec2, L-1216C47A)")
                        .within(NODES),
                nodes("The nodes find no addresses", 1, NodegroupIssueCode.INSUFFICIENT_FREE_ADDRESSES, NO_ADDRESSES)
                        .advises("Next: free addresses in that subnet, then redrive the execution; or recreate the environment in larger subnets")
                        .within(NODES),
                Misbehaviour.of("An add-on stays DEGRADED", "01-minimal")
                        .begins(sandbox -> sandbox.world().eks().addonIsUnwell(
                                "coredns", AddonIssueCode.INSUFFICIENT_NUMBER_OF_REPLICAS, TOO_FEW_REPLICAS))
                        .ends(sandbox -> sandbox.world().eks().addonIsWell("coredns"))
                        .as("StagePending")
                        .names("Add-on coredns of redkite-demo is DEGRADED")
                        .quotes("InsufficientNumberOfReplicas (" + TOO_FEW_REPLICAS + ")")
                        .advises("Next: read kubectl -n kube-system describe pods")
                        .within(NODES.plus(Duration.ofMinutes(21))),
                Misbehaviour.of("More nodes cannot be had", "01-minimal")
                        .whenChanged(specification -> specification.withObject("/nodes").put("count", 4))
                        .begins(sandbox -> sandbox.world().eks().machinesRunOut(3, NO_MACHINES))
                        .ends(sandbox -> sandbox.world().eks().machinesCanBeHad())
                        .as("StagePending")
                        .names("Node group milvus of redkite-demo is DEGRADED")
                        .quotes("AsgInstanceLaunchFailures (" + NO_MACHINES + ")")
                        .advises("Next: redrive the execution later, for capacity comes and goes; or ask for as many nodes as there were")
                        .within(Duration.ofMinutes(75)),
                changed("An update of the control plane finds no addresses", Updatable.CLUSTER, 1,
                        ErrorCode.IP_NOT_AVAILABLE, NO_ADDRESS_LEFT, "subnet-0a1a0000000000001")
                        .names("EKS cluster redkite-demo: the VersionUpdate of ")
                        .advises("Next: free addresses in that subnet, then redrive the execution; or recreate the environment in larger subnets"),
                changed("Pods that may not be evicted keep the nodes' update from going on", Updatable.NODE_GROUP, 1,
                        ErrorCode.POD_EVICTION_FAILURE, NOT_EVICTED, "ip-10-0-0-4.us-west-2.compute.internal")
                        .names("Node group milvus of redkite-demo: the VersionUpdate of ")
                        .advises("Next: let the pods go that may not be evicted"),
                changed("New nodes do not join, twice in an update", Updatable.NODE_GROUP, 2,
                        ErrorCode.NODE_CREATION_FAILURE, NOT_JOINED, "i-0123456789abcdef0")
                        .names("Node group milvus of redkite-demo: the VersionUpdate of ")
                        .advises(MEND),
                changed("An add-on's update fails, twice", Updatable.ADDON, 2,
                        ErrorCode.INSUFFICIENT_NUMBER_OF_REPLICAS, TOO_FEW_REPLICAS, "kube-proxy")
                        .names("Add-on kube-proxy of redkite-demo: the AddonUpdate of ")
                        .advises(MEND));
    }

    private static Misbehaviour changed(String title, Updatable kind, int times, ErrorCode code, String words, String resource) {
        return Misbehaviour.of(title, "01-minimal")
                .whenChanged(specification -> specification.withObject("/kubernetes").put("version", "1.36"))
                .begins(sandbox -> sandbox.world().eks().updateFails(kind, times, code, words, resource))
                .ends(sandbox -> sandbox.world().eks().updatesSucceed())
                .quotes(" failed, and it stayed as it was: %s (%s) concerning %s".formatted(code, words, resource))
                .within(Duration.ofMinutes(40));
    }

    private static Misbehaviour refused(String title, String code, String words) {
        return Misbehaviour.of(title, "01-minimal")
                .begins(sandbox -> sandbox.world().refuses("Eks:CreateCluster", Errors.of("Eks", 400, code, words)))
                .ends(sandbox -> sandbox.world().acceptsAgain("Eks:CreateCluster"))
                .names("EKS cluster redkite-demo")
                .quotes(code + ": " + words)
                .within(Duration.ofMinutes(1));
    }

    private static Misbehaviour nodes(String title, int times, NodegroupIssueCode code, String words) {
        return Misbehaviour.of(title, "01-minimal")
                .begins(sandbox -> sandbox.world().eks().nodeGroupEndsFailed(times, code, words))
                .names("Node group milvus of redkite-demo ended CREATE_FAILED")
                .quotes(code + " (" + words + ") concerning milvus");
    }
}
