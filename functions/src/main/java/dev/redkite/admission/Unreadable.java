package dev.redkite.admission;

import dev.redkite.failure.AwsErrors;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * What may not be read is not judged beforehand, and that is said: the function's role, or a policy of the organization
 * above it, may be narrower than what is to be made.
 */
final class Unreadable {

    private final Queue<String> notes = new ConcurrentLinkedQueue<>();

    /** @param unjudged what was left out then, as the beginning of a sentence */
    <T> Supplier<T> or(T otherwise, String unjudged, Supplier<T> read) {
        return () -> {
            try {
                return read.get();
            } catch (AwsServiceException e) {
                if (AwsErrors.kindOf(e) != AwsErrors.Kind.DENIED) {
                    throw e;
                }
                notes.add("%s, for that could not be read: %s".formatted(unjudged, AwsErrors.messageOf(e)));
                return otherwise;
            }
        };
    }

    void note(String sentence) {
        notes.add(sentence);
    }

    /** In a settled order, in whatever order the answers came. */
    List<String> notes() {
        return notes.stream().sorted().toList();
    }
}
