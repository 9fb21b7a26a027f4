package dev.redkite.sandbox.lambda;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What Lambda tells a handler about its invocation. */
record SandboxContext(FunctionDefinition function, String requestId, Supplier<Duration> remaining,
        Consumer<String> log) implements Context {

    @Override
    public int getRemainingTimeInMillis() {
        return (int) Math.max(0, remaining.get().toMillis());
    }

    @Override
    public LambdaLogger getLogger() {
        return new LineLogger(log);
    }

    @Override
    public String getAwsRequestId() {
        return requestId;
    }

    @Override
    public String getFunctionName() {
        return function.arn().substring(function.arn().lastIndexOf(':') + 1);
    }

    @Override
    public String getInvokedFunctionArn() {
        return function.queued();
    }

    @Override
    public String getFunctionVersion() {
        return "$LATEST";
    }

    @Override
    public String getLogGroupName() {
        throw new UnsupportedOperationException("the sandbox keeps no log groups");
    }

    @Override
    public String getLogStreamName() {
        throw new UnsupportedOperationException("the sandbox keeps no log streams");
    }

    @Override
    public CognitoIdentity getIdentity() {
        return null;
    }

    @Override
    public ClientContext getClientContext() {
        return null;
    }

    @Override
    public int getMemoryLimitInMB() {
        throw new UnsupportedOperationException("the sandbox does not limit memory");
    }
}
