package dev.redkite.sandbox.aws.eks;

import dev.redkite.sandbox.aws.Errors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** EKS' ways of saying no: https://docs.aws.amazon.com/eks/latest/APIReference/CommonErrors.html and each operation's page. */
final class EksRefusal {

    private EksRefusal() {}

    static AwsServiceException parameter(String message) {
        return Errors.of("Eks", 400, "InvalidParameterException", message);
    }

    /** The words of a role whose policies EKS does not see (yet): https://github.com/hashicorp/terraform-provider-aws, eks/cluster.go. */
    static AwsServiceException policies(String policy) {
        return parameter("The provided role doesn't have the Amazon EKS Managed Policies associated with it. Please ensure the following policies [%s] are attached"
                .formatted(policy));
    }

    static AwsServiceException request(String message) {
        return Errors.of("Eks", 400, "InvalidRequestException", message);
    }

    static AwsServiceException inUse(String message) {
        return Errors.of("Eks", 409, "ResourceInUseException", message);
    }

    static AwsServiceException limit(String message) {
        return Errors.of("Eks", 400, "ResourceLimitExceededException", message);
    }

    static AwsServiceException notFound(String message) {
        return Errors.of("Eks", 404, "ResourceNotFoundException", message);
    }
}
