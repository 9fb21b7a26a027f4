package dev.redkite.sandbox.fault;

import dev.redkite.sandbox.aws.Call;
import dev.redkite.sandbox.kubernetes.StatusException;
import java.util.Map;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** How services word it that they fail or are asked too often, and the SDK that no answer came. */
final class Refusals {

    /** The codes of the services' throttling where it is not ThrottlingException; from each API's list of common errors. */
    private static final Map<String, String> THROTTLING = Map.of(
            "Ec2", "RequestLimitExceeded", "Iam", "Throttling", "S3", "SlowDown", "ElasticLoadBalancingV2", "Throttling",
            "DynamoDb", "ProvisionedThroughputExceededException", "Kafka", "TooManyRequestsException",
            "Sns", "Throttled", "SecretsManager", "ThrottlingException");

    private Refusals() {}

    static AwsServiceException failed(Call call) {
        return service(call, "InternalFailure", 500, "The request processing has failed because of an unknown error.");
    }

    static AwsServiceException throttled(Call call) {
        String code = THROTTLING.getOrDefault(call.service(), "ThrottlingException");
        return service(call, code, code.equals("SlowDown") ? 503 : 400, "Rate exceeded");
    }

    private static AwsServiceException service(Call call, String code, int status, String message) {
        return AwsServiceException.builder()
                .message(message)
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .serviceName(call.service()).errorCode(code).errorMessage(message).build())
                .build();
    }

    static SdkClientException unanswered() {
        return SdkClientException.create("Unable to execute HTTP request: Read timed out");
    }

    static StatusException unavailable() {
        return StatusException.of(503, "ServiceUnavailable", "the server is currently unable to handle the request");
    }

    static StatusException tooMany() {
        return StatusException.of(429, "TooManyRequests", "the server has received too many requests and has asked us to try again later");
    }

    /** To a process that is dead already; nobody reads it. */
    static StatusException unheard() {
        return StatusException.of(400, "BadRequest", "the function that asked is dead");
    }
}
