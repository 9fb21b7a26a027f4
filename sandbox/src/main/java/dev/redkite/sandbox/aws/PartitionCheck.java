package dev.redkite.sandbox.aws;

import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/**
 * Refuses ARNs of another partition, wherever a request names something by its ARN: no service reaches across. IAM has
 * words of its own for that.
 *
 * @param service   as the SDK names its client
 * @param partition such as {@code aws-us-gov}
 */
record PartitionCheck(String service, String partition) {

    /** @throws software.amazon.awssdk.awscore.exception.AwsServiceException ValidationException naming the first */
    void check(String operation, SdkPojo request) {
        if (!service.equals("Iam")) {
            structure(operation, request);
        }
    }

    private void structure(String path, SdkPojo pojo) {
        for (SdkField<?> field : pojo.sdkFields()) {
            value(path + "." + field.memberName(), field.getValueOrDefault(pojo));
        }
    }

    private void value(String path, Object value) {
        switch (value) {
            case SdkPojo pojo -> structure(path, pojo);
            case List<?> list -> list.forEach(element -> value(path, element));
            case String text when text.startsWith("arn:aws") && path.toLowerCase(Locale.ROOT).matches(".*arns?") -> arn(path, text);
            case null, default -> { }
        }
    }

    private void arn(String path, String text) {
        if (!text.startsWith("arn:%s:".formatted(partition))) {
            throw Errors.of(service, 400, "ValidationException", "%s is %s, of another partition than %s".formatted(path, text, partition));
        }
    }
}
