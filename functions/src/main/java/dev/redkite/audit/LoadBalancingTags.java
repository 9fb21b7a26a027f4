package dev.redkite.audit;

import dev.redkite.failure.AwsErrors;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TagDescription;

/**
 * Whose load balancers and target groups are: their lists do not say, and cannot be filtered. One of anybody's in the
 * account that goes between the list and the question fails the question about all of them, which is then asked about
 * each half.
 */
final class LoadBalancingTags {

    /** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTags.html. */
    private static final int MOST_RESOURCES = 20;

    private LoadBalancingTags() {}

    /** By ARN; none for what is no longer there. */
    static Map<String, Map<String, String>> of(ElasticLoadBalancingV2Client client, List<String> arns) {
        Map<String, Map<String, String>> tags = new TreeMap<>();
        for (int from = 0; from < arns.size(); from += MOST_RESOURCES) {
            tags.putAll(present(client, arns.subList(from, Math.min(arns.size(), from + MOST_RESOURCES))));
        }
        return tags;
    }

    private static Map<String, Map<String, String>> present(ElasticLoadBalancingV2Client client, List<String> arns) {
        return find(client, arns).orElseGet(() -> halves(client, arns));
    }

    private static Map<String, Map<String, String>> halves(ElasticLoadBalancingV2Client client, List<String> arns) {
        Map<String, Map<String, String>> tags = new TreeMap<>();
        if (arns.size() > 1) {
            tags.putAll(present(client, arns.subList(0, arns.size() / 2)));
            tags.putAll(present(client, arns.subList(arns.size() / 2, arns.size())));
        }
        return tags;
    }

    private static Optional<Map<String, Map<String, String>>> find(ElasticLoadBalancingV2Client client, List<String> arns) {
        return AwsErrors.find(() -> client.describeTags(request -> request.resourceArns(arns)).tagDescriptions().stream()
                .collect(Collectors.toMap(TagDescription::resourceArn, description -> description.tags().stream()
                        .collect(Collectors.toMap(Tag::key, Tag::value)))));
    }

    static boolean ours(Map<String, String> tags, AuditSpec spec) {
        boolean ofCluster = spec.cluster().equals(tags.get(ClusterTags.LOAD_BALANCER_CONTROLLER));
        return spec.ownership().owns(tags) || ofCluster && !ClusterTags.anotherEnvironments(tags, spec);
    }
}
