package dev.redkite.sandbox.soak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.SandboxSettings;
import dev.redkite.sandbox.aws.Quotas;
import dev.redkite.sandbox.states.Execution;
import dev.redkite.sandbox.states.ExecutionStatus;
import dev.redkite.sandbox.trace.PeakRates;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Many environments that are begun at nearly the same time in one account, which shares its services' rate limits among them. */
public final class Burst {

    private static final int PLENTY = 100_000;

    /**
     * What it came to.
     *
     * @param failures what those that are not READY said
     * @param shortest how long the quickest took, of virtual time
     * @param longest  the slowest
     * @param refusals requests that were one too many; most were sent again by the SDK
     * @param givenUp  calls that the SDK gave up, so that the state machine tried their state again
     * @param peaks    the most requests that a service was sent in one second, by service
     */
    public record Report(int environments, List<String> failures, Duration shortest, Duration longest, int calls, int invocations,
            int refusals, int givenUp, Map<String, Integer> peaks) {}

    private Burst() {}

    /**
     * Begins them and waits for all to end.
     *
     * @param event  asks for one; the others are asked for by the same, under other names
     * @param within in which they are begun, one after another at even distances; zero for the same instant
     */
    public static Report run(JsonNode event, int environments, Duration within) {
        try (Sandbox sandbox = Sandbox.open(SandboxSettings.of(event).inProcess().withQuotas(Quotas.young().withEach(PLENTY)))) {
            PeakRates peaks = new PeakRates(sandbox.world());
            List<Execution> begun = new ArrayList<>();
            Instant start = sandbox.world().now();
            for (int i = 0; i < environments; i++) {
                ObjectNode request = named(event, i + 1);
                sandbox.world().clock().at(start.plus(within.multipliedBy(i).dividedBy(environments)), () -> begun.add(sandbox.start(request)));
            }
            sandbox.runUntil(() -> begun.size() == environments && begun.stream().noneMatch(Execution::isRunning));
            return report(sandbox, begun, peaks);
        }
    }

    private static ObjectNode named(JsonNode event, int number) {
        ObjectNode request = event.deepCopy();
        request.put("id", "%s-%d".formatted(event.path("id").asText(), number));
        ObjectNode specification = request.withObject("/detail/specification");
        specification.put("name", "%s-%d".formatted(specification.path("name").asText(), number));
        return request;
    }

    private static Report report(Sandbox sandbox, List<Execution> ended, PeakRates peaks) {
        List<Duration> elapsed = ended.stream().map(Execution::elapsed).sorted(Comparator.naturalOrder()).toList();
        List<String> failures = ended.stream()
                .filter(execution -> execution.status() != ExecutionStatus.SUCCEEDED)
                .map(execution -> execution.error() + ": " + execution.cause())
                .toList();
        return new Report(ended.size(), failures, elapsed.getFirst(), elapsed.getLast(), sandbox.world().calls().size(),
                sandbox.functions().invocations(), sandbox.throttling().refusals(), sandbox.throttling().givenUp(), peaks.byService());
    }
}
