package dev.redkite.failure;

import io.fabric8.kubernetes.client.KubernetesClientException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Turns whatever the outside threw into one of the classes that the state machines know. */
public final class Failures {

    private Failures() {}

    public static StageException translate(RuntimeException error) {
        return switch (error) {
            case StageException ours -> ours;
            case AwsServiceException service -> ofService(service);
            case SdkClientException unreachable ->
                new Transient("AWS could not be reached: " + unreachable.getMessage(), unreachable);
            case KubernetesClientException kubernetes -> ofKubernetes(kubernetes);
            default -> new StageBroken("An unexpected %s. Next: this is a defect of Redkite, report it with this message and the function's log."
                    .formatted(error), error);
        };
    }

    private static StageException ofService(AwsServiceException error) {
        String said = said(error);
        return switch (AwsErrors.kindOf(error)) {
            case TRANSIENT -> new Transient(said, error);
            case NOT_YET, IN_USE, PRESENT -> new StagePending(said);
            case QUOTA -> new StageBroken(said + " Next: raise the quota or free capacity, then redrive the execution.", error);
            case DENIED -> new StageBroken(said + " Next: grant the function's role that action (or lift the organization's"
                    + " policy that denies it), then redrive the execution.", error);
            case ABSENT -> new StageBroken(said + " Next: something this stage relies on is gone; start the request again.", error);
            case REFUSED -> new StageBroken(said + " Next: correct what the service names, then start the request again.", error);
        };
    }

    private static String said(AwsServiceException error) {
        String service = error.awsErrorDetails() == null ? "AWS" : error.awsErrorDetails().serviceName();
        return "%s answered %s: %s".formatted(service, AwsErrors.codeOf(error), AwsErrors.messageOf(error));
    }

    /** Below 1 is fabric8's way to say "no answer at all"; 409 is a lost race, and the next look settles it. */
    private static StageException ofKubernetes(KubernetesClientException error) {
        int code = error.getCode();
        String said = code < 1
                ? "The Kubernetes API gave no answer: %s (%s)".formatted(error.getMessage(), error.getCause())
                : "Kubernetes answered %d: %s".formatted(code, error.getMessage());
        if (code < 1 || code == 429 || code >= 500) {
            return new Transient(said, error);
        }
        if (code == 409) {
            return new StagePending(said);
        }
        return new StageBroken(said + " Next: correct what the API server names, then redrive the execution.", error);
    }
}
