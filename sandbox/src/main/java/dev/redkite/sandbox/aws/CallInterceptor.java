package dev.redkite.sandbox.aws;

import java.util.function.Supplier;

/** Stands around every call to a fake: to trace it, to make it fail, to count it. */
@FunctionalInterface
public interface CallInterceptor {

    Object around(Call call, Supplier<Object> service);
}
