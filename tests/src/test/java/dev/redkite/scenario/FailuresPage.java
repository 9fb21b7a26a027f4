package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.sandbox.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A page of docs: what people read when services misbehave, as the scenarios of a run have read it. */
final class FailuresPage {

    private static final Path DOCUMENTS = Path.of("..", "docs");
    private static final boolean RENEW = "renew".equals(System.getProperty("redkite.golden"));

    private static final String UP = """
            # What a failure says

            Each row is a service that misbehaves for long, in the sandbox: what the execution, the registry, the event
            `Environment Failed` (`Environment Rejected` for what the request names) and the notification say then, and the
            virtual time until they say it. A teardown right from there leaves nothing, and whichever of the moves after
            "Next:" is made leads to READY, or to PAUSED where that was asked for: `AdviceScenarioTest` makes each of them, word for
            word, and knows no others.
            Made by `MisbehaviourScenarioTest`; renew it with `-Dredkite.golden=renew`.

            | What is wrong | After | What people read |
            |---|---|---|
            """;

    private static final String DOWN = """
            # What a failed teardown says

            Each row is something that does not let itself be taken away, in the sandbox: what the execution, the registry, the
            event `Environment Failed` (`Environment Rejected` where nothing was touched) and the notification say then, and the
            virtual time until they say it. Whoever does what stands behind "Next:", letter by letter, sees the teardown end with
            nothing left. Made by `TeardownMisbehaviourScenarioTest`; renew it with `-Dredkite.golden=renew`.

            | What holds it | After | What people read |
            |---|---|---|
            """;

    private final Path file;
    private final String head;
    private final Map<String, String> rows = new LinkedHashMap<>();

    private FailuresPage(String name, String head) {
        file = DOCUMENTS.resolve(name);
        this.head = head;
    }

    static FailuresPage ofProvisions() {
        return new FailuresPage("failures.md", UP);
    }

    static FailuresPage ofTeardowns() {
        return new FailuresPage("failures-of-teardowns.md", DOWN);
    }

    /** @throws AssertionError when the same went wrong before, and was told otherwise */
    void add(String title, Outcome failed) {
        String row = "| %s | %s | %s |%n".formatted(
                title, minutes(failed.elapsed()), steady(failed.message()).replace("|", "\\|").replaceAll("\\R", " "));
        assertThat(row).isEqualTo(rows.getOrDefault(title, row));
        rows.put(title, row);
    }

    private static String minutes(Duration time) {
        return time.toMinutes() < 2 ? time.toSeconds() + " s" : time.toMinutes() + " min";
    }

    /** Pods draw their names, addresses go to who comes first, and instants follow from how many requests came before. */
    private static String steady(String message) {
        return message
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "…")
                .replaceAll("-[a-z0-9]{5,10}-[a-z0-9]{5}\\b", "-…")
                .replaceAll("target 10(\\.[0-9]+){3}", "target 10.…");
    }

    private String text(List<String> order) {
        StringBuilder text = new StringBuilder(head);
        order.forEach(title -> text.append(rows.get(title)));
        return text.toString();
    }

    /** The page as it stands and as it should be; nothing when only some of the rows were made. */
    List<String> compared(List<String> order) {
        if (rows.size() < order.size()) {
            return List.of();
        }
        try {
            if (RENEW) {
                Files.writeString(file, text(order));
            }
            return List.of(Files.readString(file), text(order));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
