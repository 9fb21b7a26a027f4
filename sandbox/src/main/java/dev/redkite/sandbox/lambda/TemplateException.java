package dev.redkite.sandbox.lambda;

/** The template says something that the sandbox does not understand, or that points nowhere. */
public final class TemplateException extends RuntimeException {

    public TemplateException(String message) {
        super(message);
    }
}
