package dev.redkite.contract.controlplane;

import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/** For tests that are nothing without Kubernetes' own control plane: where there is none, each is said not to be judged. */
final class OnKubernetes implements ExecutionCondition, TestWatcher {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (ControlPlane.binary().isPresent()) {
            return ConditionEvaluationResult.enabled("there is a control plane");
        }
        if (context.getTestMethod().isEmpty()) {
            Class<?> test = context.getRequiredTestClass();
            Arrays.stream(test.getDeclaredMethods()).filter(OnKubernetes::isTest).map(Method::getName).sorted()
                    .forEach(name -> Verdicts.note("not judged: %s.%s".formatted(test.getSimpleName(), name)));
        }
        return ConditionEvaluationResult.disabled("not judged: %s names no control plane".formatted(ControlPlane.VARIABLE));
    }

    private static boolean isTest(Method method) {
        return Arrays.stream(method.getAnnotations())
                .anyMatch(annotation -> annotation.annotationType().getSimpleName().matches("Test|ParameterizedTest"));
    }

    @Override
    public void testSuccessful(ExtensionContext context) {
        Verdicts.note("agreed: %s.%s %s".formatted(context.getRequiredTestClass().getSimpleName(),
                context.getRequiredTestMethod().getName(), context.getDisplayName()));
    }
}
