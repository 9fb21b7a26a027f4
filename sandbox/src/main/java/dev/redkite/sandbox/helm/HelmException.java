package dev.redkite.sandbox.helm;

/** What Helm would have printed. */
final class HelmException extends IllegalStateException {

    private final int code;

    private HelmException(int code, String message) {
        super(message);
        this.code = code;
    }

    HelmException(String message) {
        this(0, message);
    }

    /** @param code of the API's answer; 0 when there was none */
    static HelmException refused(int code, String message) {
        return new HelmException(code, message);
    }

    boolean notFound() {
        return code == 404;
    }

    boolean alreadyExists() {
        return code == 409 && getMessage().endsWith("already exists");
    }

    HelmException within(String doing) {
        return new HelmException(code, doing + ": " + getMessage());
    }
}
