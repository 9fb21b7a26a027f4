package dev.redkite.failure;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Turns whatever the outside threw into one of the classes that the state machines know. */
public final class Failures {

    private Failures() {}

    /**
     * Makes a call about one resource, so that a refusal names it: services often say only that there is no more room.
     *
     * @param resource as people know it: {@code Node group milvus of redkite-demo}
     */
    public static void about(String resource, Runnable call) {
        about(resource, () -> {
            call.run();
            return resource;
        });
    }

    /** The same of a call whose answer is needed. */
    public static <T> T about(String resource, Supplier<T> call) {
        try {
            return call.get();
        } catch (AwsServiceException e) {
            throw ofService(e, resource + ": ");
        }
    }

    /**
     * The same of a call that takes no client token and makes what has no name of its own: a look that lagged makes a
     * second one, and what fills the quota then may be ours, to be given back as soon as it shows. So a quota is a reason
     * to look again for as long as others lag ({@link NotYetVisible}), and said in the same words when it stays full.
     */
    public static void aboutUnnamed(String resource, Runnable call) {
        try {
            call.run();
        } catch (AwsServiceException e) {
            StageException refused = ofService(e, resource + ": ");
            throw AwsErrors.kindOf(e) == AwsErrors.Kind.QUOTA ? new NotYetVisible(refused.getMessage()) : refused;
        }
    }

    /**
     * What a stage leaves with when its resource ended in failure, and was removed: made anew by the machine, a bounded
     * number of times, unless the service has said what only people can change.
     *
     * @param reason names the resource and quotes the service
     */
    public static StageException ofRemoved(String reason) {
        Optional<Remedy> remedy = Remedy.find(reason);
        String removed = sentence(reason) + " It was removed";
        if (remedy.filter(Remedy::definite).isPresent()) {
            return new StageBroken("%s. Next: %s.".formatted(removed, remedy.get().next()));
        }
        return new ResourceFailed(removed + ", to be made again.");
    }

    /**
     * What a stage leaves with when a change of its resource failed and was taken back: the machine calls again and it is
     * tried once more, unless that has been, or the service has said what only people can change.
     *
     * @param reason names the resource and quotes the service
     */
    public static StageException ofUpdate(String reason, boolean repeated) {
        Optional<Remedy> remedy = Remedy.find(reason);
        if (repeated || remedy.filter(Remedy::definite).isPresent()) {
            return new StageBroken("%s Next: %s.".formatted(sentence(reason), remedy.map(Remedy::next).orElse(
                    "mend what is named, then redrive the execution; if it ends so again, ask AWS Support with the service's words")));
        }
        return new ResourceFailed(sentence(reason) + " It is tried once more.");
    }

    /** With a full stop, unless the service has set one. */
    public static String sentence(String said) {
        return said.endsWith(".") ? said : said + ".";
    }

    public static StageException translate(RuntimeException error) {
        return translate(error, "a cluster");
    }

    /** @param cluster whose Kubernetes API was asked, if one was */
    public static StageException translate(RuntimeException error, String cluster) {
        return switch (error) {
            case StageException ours -> ours;
            case AwsServiceException service -> ofService(service, "");
            case SdkClientException unreachable ->
                new Transient("AWS could not be reached: " + unreachable.getMessage(), unreachable);
            case KubernetesClientException kubernetes -> ofKubernetes(kubernetes, cluster);
            default -> new StageBroken("An unexpected %s. Next: this is a defect of Redkite, report it with this message and the function's log."
                    .formatted(error), error);
        };
    }

    private static StageException ofService(AwsServiceException error, String about) {
        String said = about + answerOf(error);
        return switch (AwsErrors.kindOf(error)) {
            case TRANSIENT -> new Transient(said, error);
            case IN_USE, PRESENT -> new StagePending(said);
            case NOT_YET -> new NotYetVisible(sentence(said) + " Next: see that the role or principal that it names exists, has its"
                    + " policies and trusts that service, then redrive the execution.");
            case QUOTA -> broken(said, "raise the quota in Service Quotas or remove what is no longer needed, then redrive the execution", error);
            case DENIED -> denied(sentence(said) + " Next: grant the function's role that action (or lift the organization's"
                    + " policy that denies it), then redrive the execution.", error);
            case ABSENT -> new NotYetVisible(sentence(said) + " Next: something this stage relies on is gone; start the request again.");
            case REFUSED -> broken(said, "correct what the service names, then start the request again", error);
        };
    }

    /**
     * What a tag or a policy allows is allowed some time after it was written; what a policy denies in so many words stays
     * denied (https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html).
     */
    private static StageException denied(String message, AwsServiceException error) {
        return AwsErrors.messageOf(error).contains("explicit deny") ? new StageBroken(message, error) : new NotYetVisible(message);
    }

    private static StageBroken broken(String said, String next, AwsServiceException error) {
        return new StageBroken("%s Next: %s.".formatted(sentence(said), Remedy.find(said).map(Remedy::next).orElse(next)), error);
    }

    /**
     * EC2 repeats its refusal in a cipher of a thousand letters that only administrators can read
     * (https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html); the words before it say it all.
     */
    private static String answerOf(AwsServiceException error) {
        String service = error.awsErrorDetails() == null ? "AWS" : error.awsErrorDetails().serviceName();
        String words = AwsErrors.messageOf(error).replaceFirst(" ?Encoded authorization failure message: \\S+", "");
        return "%s answered %s: %s".formatted(service, AwsErrors.codeOf(error), words);
    }

    /** fabric8 sets the request before the API server's words and the whole status, in its own notation, after them. */
    private static String answer(KubernetesClientException error) {
        return String.valueOf(error.getMessage())
                .replaceFirst("(?s)\\.? Received status: .*$", "")
                .replaceFirst("^Failure executing: ", "")
                .replaceFirst("https?://[^/ ]+([^ ?]*?)(\\?\\S*?)?(\\. Message: |$)", "$1$3");
    }

    /**
     * Below 1 is fabric8's way to say "no answer at all"; 401 is a token that has run out, for the next call has another;
     * 403 is what a fresh access entry is answered until the cluster's authorizer knows it; 409 is a lost race, and the
     * next look settles it.
     */
    private static StageException ofKubernetes(KubernetesClientException error, String cluster) {
        int code = error.getCode();
        String said = code < 1
                ? "The Kubernetes API of %s gave no answer: %s (%s)".formatted(cluster, error.getMessage(), error.getCause())
                : "The Kubernetes API of %s answered %d: %s".formatted(cluster, code, answer(error));
        if (code < 1 || code == 401 || code == 429 || code >= 500) {
            return new Transient(said, error);
        }
        if (code == 409) {
            return new StagePending(said);
        }
        String message = sentence(said) + " Next: correct what the API server names, then redrive the execution.";
        return code == 403 ? new NotYetVisible(message) : new StageBroken(message, error);
    }
}
