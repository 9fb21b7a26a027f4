package dev.redkite.failure;

/**
 * A service refused, and does so for a while after what was just made, tagged or allowed: it is not found, or not allowed
 * yet, because one part of AWS does not see yet what another part has done. The machines look again for as long as AWS
 * documents, two minutes mostly and six where KMS is asked, and not longer; the message tells people what it means if it
 * is still so then (docs/decisions/0019).
 */
public final class NotYetVisible extends StageException {

    public NotYetVisible(String message) {
        super(message, false);
    }
}
