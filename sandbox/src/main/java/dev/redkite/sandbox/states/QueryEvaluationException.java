package dev.redkite.sandbox.states;

/** A JSONata expression that could not be evaluated, or whose result is not JSON: States.QueryEvaluationError. */
final class QueryEvaluationException extends Exception {

    QueryEvaluationException(String path, String problem) {
        super("The value of " + path + " could not be evaluated: " + problem);
    }
}
