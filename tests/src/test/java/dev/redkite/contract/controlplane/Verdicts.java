package dev.redkite.contract.controlplane;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.contract.Docker;
import dev.redkite.contract.Judged;
import dev.redkite.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/**
 * Says of each sentence whether Kubernetes judged it, and knows where the fake is known to differ: that is no failure, and
 * one that is known and no longer there is. A file for each class in {@code target/judged}.
 */
final class Verdicts implements InvocationInterceptor {

    static final String JUDGE = "kubernetes";

    @Override
    public void interceptTestMethod(Invocation<Void> sentence, ReflectiveInvocationContext<Method> invocation,
            ExtensionContext context) throws Throwable {
        String name = context.getRequiredTestClass().getSimpleName() + "." + context.getRequiredTestMethod().getName();
        switch (((Sentences) context.getRequiredTestInstance()).bench) {
            case FAKE -> fake(sentence, name);
            case KUBERNETES -> kubernetes(sentence, new Judged(JUDGE, context.getRequiredTestClass()), name);
            case K3S -> kubernetes(sentence, new Judged(K3s.JUDGE, context.getRequiredTestClass()), name);
        }
    }

    @Override
    public void interceptBeforeEachMethod(Invocation<Void> open, ReflectiveInvocationContext<Method> invocation,
            ExtensionContext context) throws Throwable {
        Bench bench = ((Sentences) context.getRequiredTestInstance()).bench;
        Optional<String> absence = absence(bench);
        if (absence.isPresent()) {
            String name = context.getRequiredTestClass().getSimpleName() + "." + context.getRequiredTestMethod().getName();
            new Judged(bench == Bench.K3S ? K3s.JUDGE : JUDGE, context.getRequiredTestClass()).notJudged(name, absence.get());
            open.skip();
            throw new TestAbortedException("not judged: " + absence.get());
        }
        open.proceed();
    }

    private static Optional<String> absence(Bench bench) {
        return switch (bench) {
            case FAKE -> Optional.empty();
            case KUBERNETES -> ControlPlane.binary().isPresent() ? Optional.empty()
                    : Optional.of(ControlPlane.VARIABLE + " names no control plane");
            case K3S -> Docker.absence();
        };
    }

    /** Whose sentence it is, whether the fake says so too or not. */
    private static void kubernetes(Invocation<Void> sentence, Judged judged, String name) throws Throwable {
        sentence.proceed();
        difference(name).ifPresentOrElse(reason -> judged.differs(name, reason), () -> judged.agreed(name));
    }

    private static void fake(Invocation<Void> sentence, String name) throws Throwable {
        Optional<String> difference = difference(name);
        if (difference.isEmpty()) {
            sentence.proceed();
            return;
        }
        try {
            sentence.proceed();
        } catch (Exception | AssertionError _) {
            throw new TestAbortedException("known difference of the sandbox's fake: " + difference.get());
        }
        throw new AssertionError("the fake agrees with Kubernetes now: take %s out of differences.json (\"%s\")"
                .formatted(name, difference.get()));
    }

    private static Optional<String> difference(String name) {
        return Optional.of(differences().path(name).asText()).filter(reason -> !reason.isEmpty());
    }

    /** Why the fake differs, by {@code Class.sentence}. */
    static JsonNode differences() {
        try (InputStream stream = Verdicts.class.getResourceAsStream("differences.json")) {
            return Json.read(stream, JsonNode.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
