package dev.redkite.sandbox.states;

/** A state machine definition that AWS, or this interpreter, would not accept; names the place as a JSON path. */
public final class DefinitionException extends RuntimeException {

    private final String path;

    DefinitionException(String path, String problem) {
        super(path + ": " + problem);
        this.path = path;
    }

    /** Where in the definition, such as {@code $.States.Network.Retry[0].BackoffRate}. */
    public String path() {
        return path;
    }
}
