package dev.redkite.environment;

import dev.redkite.deployment.Partition;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.ServiceMetadata;

/**
 * What a region must have, and what must be of its partition. Which service is where is the SDK's metadata to say: half
 * an hour into a provision is late to learn that there is no MSK.
 */
record Regions(Violations violations) {

    /** What environments are made of: by the SDK's name, what people call it. */
    private static final Map<String, String> NEEDED = new TreeMap<>(Map.of(
            "ec2", "EC2", "eks", "EKS", "elasticloadbalancing", "Elastic Load Balancing", "kafka", "MSK", "kms", "KMS",
            "s3", "S3", "secretsmanager", "Secrets Manager", "tagging", "the Resource Groups Tagging API"));

    void check(String region, EnvironmentSpec.Kubernetes wanted) {
        String missing = NEEDED.keySet().stream()
                .filter(service -> !ServiceMetadata.of(service).regions().contains(Region.of(region)))
                .map(NEEDED::get)
                .collect(Collectors.joining(", "));
        violations.addUnless(missing.isEmpty(), "$.region",
                "is %s, where the AWS SDK that Redkite is built with knows no %s; use the Redkite of another region, or, once AWS has opened what is missing there, deploy one with a newer SDK"
                        .formatted(region, missing));
        administrators(Partition.of(region), wanted.administrators() == null ? List.of() : wanted.administrators());
    }

    /** EKS takes a principal of another partition for none, once the control plane stands. */
    private void administrators(Partition partition, List<String> arns) {
        for (int i = 0; i < arns.size(); i++) {
            violations.addUnless(arns.get(i).startsWith("arn:%s:".formatted(partition.id())),
                    "$.kubernetes.administrators[%d]".formatted(i),
                    "is of another partition; the ARNs of principals begin with arn:%s: in this region".formatted(partition.id()));
        }
    }
}
