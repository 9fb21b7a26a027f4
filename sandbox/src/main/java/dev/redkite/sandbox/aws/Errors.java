package dev.redkite.sandbox.aws;

import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Errors as the services send them. */
public final class Errors {

    private Errors() {}

    /** @param service the service's name as the SDK writes it, e.g. {@code Ec2} */
    public static AwsServiceException of(String service, int status, String code, String message) {
        return AwsServiceException.builder()
                .statusCode(status)
                .requestId("sandbox")
                .message("%s (Service: %s, Status Code: %d)".formatted(message, service, status))
                .awsErrorDetails(AwsErrorDetails.builder()
                        .serviceName(service)
                        .errorCode(code)
                        .errorMessage(message)
                        .build())
                .build();
    }

    /** Empty when the service answers that error, which is told by its code and by nobody's idea of what the code means. */
    public static <T> Optional<T> unless(String code, Supplier<T> call) {
        try {
            return Optional.of(call.get());
        } catch (AwsServiceException e) {
            if (e.awsErrorDetails().errorCode().equals(code)) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
