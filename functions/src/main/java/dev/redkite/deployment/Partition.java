package dev.redkite.deployment;

import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * A group of AWS regions with ARNs, principals and hosts of its own, as the SDK's metadata has it: {@code aws},
 * {@code aws-cn}, {@code aws-us-gov}. Nobody else writes one of these by hand.
 *
 * @param id        as it stands in ARNs
 * @param dnsSuffix how the services' hosts end, without a dot before it
 */
public record Partition(String id, String dnsSuffix) {

    /** @param region such as {@code us-west-2} */
    public static Partition of(String region) {
        PartitionMetadata metadata = PartitionMetadata.of(Region.of(region));
        return new Partition(metadata.id(), metadata.dnsSuffix());
    }

    /** Of something that has neither region nor account in its ARN, such as a bucket or one of AWS' own policies. */
    public String arn(String service, String resource) {
        return "arn:%s:%s:::%s".formatted(id, service, resource);
    }

    /**
     * Who EC2's instances are where a role's trust names them. EKS asks for this one, and says
     * {@code Following required service principals [ec2.amazonaws.com.cn] were not found} of any other
     * (https://github.com/bottlerocket-os/bottlerocket-update-operator/issues/316). Other services' principals, EKS'
     * among them, are the same in every partition: IAM takes no {@code eks.amazonaws.com.cn}
     * (https://github.com/terraform-aws-modules/terraform-aws-eks/issues/1904).
     */
    public String instances() {
        return "ec2." + dnsSuffix;
    }

    /** The service's host in that region. */
    public String host(String service, String region) {
        return "%s.%s.%s".formatted(service, region, dnsSuffix);
    }
}
