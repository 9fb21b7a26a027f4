package dev.redkite.contract.judges;

import dev.redkite.contract.Judged;
import java.lang.reflect.Method;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/** Says of each behaviour brought before the outside whether it was judged, and knows the differences that are known. */
final class Judgement implements InvocationInterceptor {

    @Override
    public void interceptTestMethod(Invocation<Void> behaviour, ReflectiveInvocationContext<Method> invocation,
            ExtensionContext context) throws Throwable {
        Bench bench = ((Behaviours) context.getRequiredTestInstance()).bench;
        switch (bench) {
            case FAKES -> behaviour.proceed();
            case OUTSIDE, CONTAINER -> judged(bench, behaviour, context.getRequiredTestClass(), context.getRequiredTestMethod().getName());
        }
    }

    private static void judged(Bench bench, Invocation<Void> behaviour, Class<?> test, String name) throws Throwable {
        Optional<Judge> judge = Judge.find(bench);
        Judged judged = Judge.judged(bench, test);
        if (judge.isEmpty()) {
            behaviour.skip();
            judged.notJudged(name, Judge.absence(bench));
            throw new TestAbortedException("not judged: " + Judge.absence(bench));
        }
        Optional<String> difference = Differences.of(judge.get().name()).find(test, name);
        difference.ifPresent(reason -> judged.differs(name, reason));
        hear(judge.get().name(), difference, behaviour::proceed);
        judged.agreed(name);
    }

    @FunctionalInterface
    interface Hearing {
        void proceed() throws Throwable;
    }

    /**
     * A difference that is known is no failure; one that is known and no longer there is.
     *
     * @throws TestAbortedException with the reason, where the judge differs as is known
     */
    static void hear(String judge, Optional<String> difference, Hearing hearing) throws Throwable {
        if (difference.isEmpty()) {
            hearing.proceed();
            return;
        }
        try {
            hearing.proceed();
        } catch (Exception | AssertionError _) {
            throw new TestAbortedException("known difference of %s: %s".formatted(judge, difference.get()));
        }
        throw new AssertionError("%s agrees now: take the difference out of differences.json (\"%s\")"
                .formatted(judge, difference.get()));
    }
}
