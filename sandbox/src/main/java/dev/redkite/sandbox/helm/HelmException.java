package dev.redkite.sandbox.helm;

import java.util.function.Supplier;

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

    /** Whatever is wrong is told of what was being done. */
    static <T> T within(String doing, Supplier<T> action) {
        try {
            return action.get();
        } catch (HelmException e) {
            throw e.within(doing);
        }
    }

    static void within(String doing, Runnable action) {
        within(doing, () -> {
            action.run();
            return null;
        });
    }
}
