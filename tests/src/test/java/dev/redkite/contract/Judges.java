package dev.redkite.contract;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/** Looks whether the judge of {@link JudgedBy} is here, and notes what became of each test. */
final class Judges implements ExecutionCondition, TestWatcher {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        JudgedBy judge = judge(context);
        Optional<String> absence = absence(judge);
        if (absence.isEmpty()) {
            return ConditionEvaluationResult.enabled(judge.value() + " is here");
        }
        String reason = absence.get();
        if (context.getTestMethod().isEmpty()) {
            Class<?> test = context.getRequiredTestClass();
            Arrays.stream(test.getDeclaredMethods()).filter(Judges::isTest).map(Method::getName).sorted()
                    .forEach(name -> new Judged(judge.value(), test).notJudged(name, reason));
        }
        return ConditionEvaluationResult.disabled("not judged by %s: %s".formatted(judge.value(), reason));
    }

    private static Optional<String> absence(JudgedBy judge) {
        if (judge.variable().isEmpty()) {
            return Docker.absence();
        }
        return System.getenv().getOrDefault(judge.variable(), "").isEmpty()
                ? Optional.of(judge.variable() + " names none") : Optional.empty();
    }

    private static JudgedBy judge(ExtensionContext context) {
        return context.getRequiredTestClass().getAnnotation(JudgedBy.class);
    }

    private static boolean isTest(Method method) {
        return Arrays.stream(method.getAnnotations())
                .anyMatch(annotation -> annotation.annotationType().getSimpleName().matches("Test|ParameterizedTest"));
    }

    @Override
    public void testSuccessful(ExtensionContext context) {
        new Judged(judge(context).value(), context.getRequiredTestClass())
                .agreed(context.getRequiredTestMethod().getName() + " " + context.getDisplayName());
    }
}
