package dev.redkite.sandbox.aws.ec2;

/**
 * What a size gives, alike in the families that Redkite takes (m6i, m7i, r6i, r7i, i4i), told by AWS
 * (https://docs.aws.amazon.com/ec2/latest/instancetypes/) and not by what Redkite itself reckons with.
 *
 * @param maxPods by https://github.com/awslabs/amazon-eks-ami/blob/main/templates/shared/runtime/eni-max-pods.txt
 */
public record InstanceSize(int vcpus, int addressesPerInterface, int maxPods) {

    public static InstanceSize of(String type) {
        return switch (type.substring(type.indexOf('.') + 1)) {
            case "nano", "micro", "small", "medium", "large" -> new InstanceSize(2, 10, 29);
            case "xlarge" -> new InstanceSize(4, 15, 58);
            case "2xlarge" -> new InstanceSize(8, 15, 58);
            case "4xlarge" -> new InstanceSize(16, 30, 234);
            case "8xlarge" -> new InstanceSize(32, 30, 234);
            case "12xlarge" -> new InstanceSize(48, 30, 234);
            case "16xlarge" -> new InstanceSize(64, 50, 737);
            case "24xlarge" -> new InstanceSize(96, 50, 737);
            default -> throw new IllegalArgumentException("the sandbox has no instances of type " + type);
        };
    }
}
