package dev.redkite.scenario;

import dev.redkite.registry.EnvironmentRecord;
import dev.redkite.registry.Registry;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.aws.eventbridge.FakeEventBridgeClient.Event;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What people would look at after a run. */
final class Happened {

    /** A change in the trace: time, stage, and service:operation or Kubernetes:verb with its path. */
    private static final Pattern CHANGE = Pattern.compile("^ *\\d+:\\S+ (\\w+) +([A-Z]\\w+:[A-Z]\\w+|Kubernetes:\\w+ \\S+)");

    private Happened() {}

    /** Every change since that line of the trace, as {@code <stage> <service>:<operation>}; that executions began and ended is noted besides. */
    static List<String> changes(Sandbox sandbox, int since) {
        return sandbox.trace().stream()
                .skip(since)
                .flatMap(line -> CHANGE.matcher(line).results())
                .map(Happened::change)
                .filter(change -> !change.startsWith("ExecutionRecorder "))
                .toList();
    }

    private static String change(MatchResult found) {
        return found.group(1) + " " + found.group(2);
    }

    /** How often a call is in the trace. */
    static long count(Sandbox sandbox, String call) {
        return changes(sandbox, 0).stream().filter(change -> change.endsWith(" " + call)).count();
    }

    static EnvironmentRecord record(Sandbox sandbox, String environment) {
        return Registry.of(sandbox.platform())
                .find(environment).orElseThrow();
    }

    /** How requests ended, as the bus heard it; that they began, and what was done on the way, is left out. */
    static List<String> announced(Sandbox sandbox) {
        return endings(sandbox).stream().map(Event::detailType).toList();
    }

    static List<Event> endings(Sandbox sandbox) {
        return sandbox.world().eventBridge().events().stream()
                .filter(event -> !List.of("Environment Requested", "Stage Done").contains(event.detailType()))
                .toList();
    }
}
