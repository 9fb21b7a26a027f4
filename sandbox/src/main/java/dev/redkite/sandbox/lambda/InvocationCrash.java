package dev.redkite.sandbox.lambda;

import java.util.Optional;

/** Whether an invocation that has just come back was in truth cut off on its way. */
@FunctionalInterface
public interface InvocationCrash {

    /**
     * As Lambda's runtime reports it: out of memory or a lost host, or the function's timeout
     * (https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-execution.html).
     */
    enum How { KILLED, TIMED_OUT }

    /** @param function logical id of the function in the template */
    Optional<How> of(String function);
}
