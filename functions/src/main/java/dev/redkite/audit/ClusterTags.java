package dev.redkite.audit;

import dev.redkite.environment.Ownership;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ec2.model.Filter;

/** How those who make things for a cluster write its name on them. Keys are exact, so no name is another's beginning. */
final class ClusterTags {

    /** EKS itself, on what it makes: https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html. */
    static final String EKS = "aws:eks:cluster-name";

    /** Managed node groups: https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html. */
    static final String NODE_GROUP = "eks:cluster-name";

    /**
     * The load balancer controller:
     * https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/.
     */
    static final String LOAD_BALANCER_CONTROLLER = "elbv2.k8s.aws/cluster";

    /** The VPC CNI, on interfaces: https://github.com/aws/amazon-vpc-cni-k8s#cluster_name. */
    static final String NETWORK_INTERFACE = "cluster.k8s.amazonaws.com/name";

    private ClusterTags() {}

    static Filter filter(String key, AuditSpec spec) {
        return Ec2Filters.of("tag:" + key, spec.cluster());
    }

    /** Kubernetes itself and its volume driver; {@code shared}, as on subnets, would be somebody else's. */
    static Filter owned(AuditSpec spec) {
        return Ec2Filters.of("tag:" + kubernetes(spec), "owned");
    }

    private static String kubernetes(AuditSpec spec) {
        return "kubernetes.io/cluster/" + spec.cluster();
    }

    /** What finds its volumes, snapshots and nodes: Kubernetes' tag, and ours in case somebody gave it to them. */
    static List<Filter> ownedOrTagged(AuditSpec spec) {
        return List.of(owned(spec), Ec2Filters.owned(spec));
    }

    /** What finds its security groups. */
    static List<Filter> securityGroups(AuditSpec spec) {
        return List.of(filter(EKS, spec), owned(spec), filter(LOAD_BALANCER_CONTROLLER, spec));
    }

    static boolean onSecurityGroup(Map<String, String> tags, AuditSpec spec) {
        return namesClusterInValue(tags, spec) || "owned".equals(tags.get(kubernetes(spec)));
    }

    /**
     * What EKS and the load balancer controller make. Kubernetes' own controller for classic load balancers, which
     * Redkite has no use for, names the cluster in the key alone, and a role's conditions know only whole keys
     * (https://docs.aws.amazon.com/IAM/latest/UserGuide/access_tags.html).
     */
    static boolean namesClusterInValue(Map<String, String> tags, AuditSpec spec) {
        return spec.cluster().equals(tags.get(EKS)) || spec.cluster().equals(tags.get(LOAD_BALANCER_CONTROLLER));
    }

    /** An environment's own tag on it, if it has one at all, must be ours. */
    static boolean anotherEnvironments(Map<String, String> tags, AuditSpec spec) {
        return tags.containsKey(Ownership.ENVIRONMENT) && !spec.ownership().owns(tags);
    }
}
