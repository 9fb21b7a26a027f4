package dev.redkite.scenario;

import dev.redkite.sandbox.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** docs/failures.md: what people read when services misbehave, as the scenarios of a run have read it. */
final class FailuresPage {

    private static final Path FILE = Path.of("..", "docs", "failures.md");
    private static final boolean RENEW = "renew".equals(System.getProperty("redkite.golden"));

    private static final String HEAD = """
            # What a failure says

            Each row is a service that misbehaves for long, in the sandbox: what the execution, the registry, the event
            `Environment Failed` (`Environment Rejected` for what the request names) and the notification say then, and the
            virtual time until they say it. A teardown right from there leaves nothing, and whichever of the moves after
            "Next:" is made leads to READY: `AdviceScenarioTest` makes each of them, word for word, and knows no others.
            Made by `MisbehaviourScenarioTest`; renew it with `-Dredkite.golden=renew`.

            | What is wrong | After | What people read |
            |---|---|---|
            """;

    private final Map<String, String> rows = new LinkedHashMap<>();

    void add(Misbehaviour misbehaviour, Outcome failed) {
        rows.put(misbehaviour.title(), "| %s | %s | %s |%n".formatted(
                misbehaviour.title(), minutes(failed.elapsed()), steady(failed.message()).replace("|", "\\|").replaceAll("\\R", " ")));
    }

    private static String minutes(Duration time) {
        return time.toMinutes() < 2 ? time.toSeconds() + " s" : time.toMinutes() + " min";
    }

    /** Pods draw their names, and addresses go to who comes first. */
    private static String steady(String message) {
        return message
                .replaceAll("-[a-z0-9]{5,10}-[a-z0-9]{5}\\b", "-…")
                .replaceAll("target 10(\\.[0-9]+){3}", "target 10.…");
    }

    private String text(List<Misbehaviour> order) {
        StringBuilder text = new StringBuilder(HEAD);
        order.forEach(misbehaviour -> text.append(rows.get(misbehaviour.title())));
        return text.toString();
    }

    /** The page as it stands and as it should be; nothing when only some of the rows were made. */
    List<String> compared(List<Misbehaviour> order) {
        if (rows.size() < order.size()) {
            return List.of();
        }
        try {
            if (RENEW) {
                Files.writeString(FILE, text(order));
            }
            return List.of(Files.readString(FILE), text(order));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
