package dev.redkite.sandbox.outsider;

import dev.redkite.environment.Names.RolePurpose;
import dev.redkite.environment.Plan;
import dev.redkite.sandbox.aws.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.HttpTokensState;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceMetadataEndpointState;
import software.amazon.awssdk.services.ec2.model.InstanceMetadataOptionsResponse;

/** A pod of another namespace asks the metadata service of its node, which gives whoever reaches it the node's role. */
record MetadataAttempts(World world) {

    /** Hops from a pod that is not in its node's network to the metadata service. */
    private static final int FROM_POD = 2;

    /** One of the things that each policy is for. */
    private static final Map<String, String> WORTH = new TreeMap<>(Map.of(
            "AmazonEC2ContainerRegistryPullOnly", "pull every image of the account",
            "AmazonEC2ContainerRegistryReadOnly", "read every repository of images of the account",
            "AmazonEKSWorkerNodePolicy", "see every instance and network of the account",
            "AmazonEKS_CNI_Policy", "take away every network interface of the account",
            "AmazonEBSCSIDriverPolicy", "detach volumes"));

    List<String> of(Plan plan) {
        return instances(plan).stream().flatMap(instance -> got(plan, instance).stream()).toList();
    }

    private List<Instance> instances(Plan plan) {
        return world.ec2().describeInstances(request -> request.filters(
                        filter -> filter.name("tag:eks:cluster-name").values(plan.names().clusterName()),
                        filter -> filter.name("instance-state-name").values("running")))
                .reservations().stream().flatMap(each -> each.instances().stream()).toList();
    }

    private Optional<String> got(Plan plan, Instance instance) {
        if (!answersPods(instance.metadataOptions())) {
            return Optional.empty();
        }
        String role = world.place().globalArn("iam", "role/" + plan.names().role(RolePurpose.NODE));
        List<String> worth = WORTH.keySet().stream().filter(policy -> world.iam().hasPolicy(role, policy)).map(WORTH::get).toList();
        return Optional.of("metadata service of %s: any pod has the credentials of %s, so it may ask the Kubernetes API as a node does, and %s"
                .formatted(instance.instanceId(), plan.names().role(RolePurpose.NODE), String.join(", and ", worth)));
    }

    /** Without tokens hops do not count: it is the answer to the request for a token that gets no further. */
    private static boolean answersPods(InstanceMetadataOptionsResponse options) {
        return options.httpEndpoint() != InstanceMetadataEndpointState.DISABLED
                && (options.httpTokens() != HttpTokensState.REQUIRED || options.httpPutResponseHopLimit() >= FROM_POD);
    }
}
