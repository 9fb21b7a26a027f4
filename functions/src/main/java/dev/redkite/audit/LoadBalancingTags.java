package dev.redkite.audit;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;

/** Whose load balancers and target groups are: their lists do not say, and cannot be filtered. */
final class LoadBalancingTags {

    /** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTags.html. */
    private static final int MOST_RESOURCES = 20;

    private LoadBalancingTags() {}

    /** By ARN. */
    static Map<String, Map<String, String>> of(ElasticLoadBalancingV2Client client, List<String> arns) {
        Map<String, Map<String, String>> tags = new TreeMap<>();
        for (int from = 0; from < arns.size(); from += MOST_RESOURCES) {
            List<String> some = arns.subList(from, Math.min(arns.size(), from + MOST_RESOURCES));
            client.describeTags(request -> request.resourceArns(some)).tagDescriptions().forEach(description ->
                    tags.put(description.resourceArn(), description.tags().stream()
                            .collect(Collectors.toMap(Tag::key, Tag::value))));
        }
        return tags;
    }

    static boolean ours(Map<String, String> tags, AuditSpec wanted) {
        boolean ofCluster = wanted.cluster().equals(tags.get(ClusterTags.LOAD_BALANCER_CONTROLLER));
        return wanted.ownership().owns(tags) || ofCluster && !ClusterTags.anotherEnvironments(tags, wanted);
    }
}
