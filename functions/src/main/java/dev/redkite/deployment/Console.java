package dev.redkite.deployment;

/** Addresses of AWS' own console, for people. */
public final class Console {

    private Console() {}

    /**
     * Where an execution's graph is shown.
     *
     * @param arn of the execution; it says partition and region
     */
    public static String execution(String arn) {
        String[] parts = arn.split(":", 5);
        String host = switch (parts[1]) {
            case "aws-cn" -> "console.amazonaws.cn";
            case "aws-us-gov" -> "console.amazonaws-us-gov.com";
            default -> parts[3] + ".console.aws.amazon.com";
        };
        return "https://%s/states/home?region=%s#/v2/executions/details/%s".formatted(host, parts[3], arn);
    }
}
