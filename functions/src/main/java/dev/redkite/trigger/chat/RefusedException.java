package dev.redkite.trigger.chat;

/** A request at the door that is not let in; nothing of it has been looked at beyond what the reason tells. */
final class RefusedException extends RuntimeException {

    private final int status;

    RefusedException(int status, String reason) {
        super(reason, null, false, false);
        this.status = status;
    }

    /** As HTTP has it. */
    int status() {
        return status;
    }
}
