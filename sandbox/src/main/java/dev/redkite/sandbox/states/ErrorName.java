package dev.redkite.sandbox.states;

/** The error names that Step Functions itself gives: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html */
final class ErrorName {

    static final String ALL = "States.ALL";
    static final String TASK_FAILED = "States.TaskFailed";
    static final String TIMEOUT = "States.Timeout";
    static final String RUNTIME = "States.Runtime";
    static final String DATA_LIMIT_EXCEEDED = "States.DataLimitExceeded";
    static final String QUERY_EVALUATION = "States.QueryEvaluationError";
    static final String NO_CHOICE_MATCHED = "States.NoChoiceMatched";

    private ErrorName() {}
}
