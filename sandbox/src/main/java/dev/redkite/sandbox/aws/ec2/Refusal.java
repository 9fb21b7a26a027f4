package dev.redkite.sandbox.aws.ec2;

import dev.redkite.sandbox.aws.Errors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** EC2's ways of saying no: https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html. */
final class Refusal {

    private Refusal() {}

    static AwsServiceException of(String code, String message) {
        return Errors.of("Ec2", 400, code, message);
    }

    static AwsServiceException parameter(String message) {
        return of("InvalidParameterValue", message);
    }

    static AwsServiceException missing(String parameter) {
        return of("MissingParameter", "The request must contain the parameter " + parameter);
    }

    /** @param kind the resource's type as EC2's sentence has it, e.g. {@code vpc} */
    static AwsServiceException dependencies(String kind, String id) {
        return of("DependencyViolation", "The %s '%s' has dependencies and cannot be deleted.".formatted(kind, id));
    }
}
