package dev.redkite.deployment;

import software.amazon.awssdk.arns.Arn;

/** Addresses of AWS' own console, for people. */
public final class Console {

    private Console() {}

    /**
     * Where an execution's graph is shown.
     *
     * @param arn of the execution; it says partition and region
     */
    public static String execution(String arn) {
        Arn execution = Arn.fromString(arn);
        String region = execution.region().orElseThrow();
        String host = switch (execution.partition()) {
            case "aws-cn" -> "console.amazonaws.cn";
            case "aws-us-gov" -> "console.amazonaws-us-gov.com";
            default -> region + ".console.aws.amazon.com";
        };
        return "https://%s/states/home?region=%s#/v2/executions/details/%s".formatted(host, region, arn);
    }
}
