package dev.redkite.contract.controlplane;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.stage.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/**
 * Says of each sentence whether Kubernetes judged it, and knows where the fake is known to differ: that is no failure, and
 * one that is known and no longer there is. A file for each class in {@code target/judged}.
 */
final class Verdicts implements InvocationInterceptor {

    private static final Path DIRECTORY = Path.of("target", "judged", "kubernetes");
    private static final Set<String> BEGUN = new HashSet<>();

    @Override
    public void interceptTestMethod(Invocation<Void> sentence, ReflectiveInvocationContext<Method> invocation,
            ExtensionContext context) throws Throwable {
        String name = context.getRequiredTestClass().getSimpleName() + "." + context.getRequiredTestMethod().getName();
        switch (((Sentences) context.getRequiredTestInstance()).bench) {
            case FAKE -> fake(sentence, name);
            case KUBERNETES -> sentence.proceed();
        }
    }

    @Override
    public void interceptBeforeEachMethod(Invocation<Void> open, ReflectiveInvocationContext<Method> invocation,
            ExtensionContext context) throws Throwable {
        Sentences sentences = (Sentences) context.getRequiredTestInstance();
        if (sentences.bench == Bench.KUBERNETES) {
            String name = context.getRequiredTestClass().getSimpleName() + "." + context.getRequiredTestMethod().getName();
            if (ControlPlane.binary().isEmpty()) {
                note("not judged: " + name);
                open.skip();
                throw new TestAbortedException("not judged: %s names no control plane".formatted(ControlPlane.VARIABLE));
            }
            note((difference(name).isPresent() ? "known difference: " : "agreed: ") + name);
        }
        open.proceed();
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

    /** The first line of a run begins the file anew. */
    static synchronized void note(String line) {
        try {
            Files.createDirectories(DIRECTORY);
            Path file = DIRECTORY.resolve(line.replaceFirst("^.*: (\\w+)\\..*$", "$1") + ".txt");
            if (BEGUN.add(file.toString())) {
                Files.deleteIfExists(file);
            }
            Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
