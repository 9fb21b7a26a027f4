package dev.redkite.trigger.http;

import dev.redkite.registry.EnvironmentRecord;
import dev.redkite.registry.EnvironmentRecord.Phase;
import io.micronaut.http.HttpRequest;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which environments of a list somebody asks for.
 *
 * @param phases    none for all that are not removed
 * @param requester of whom they are, if not of everybody
 * @param tags      {@code key=value}, or a key with whatever value; all of them
 */
record EnvironmentFilter(Set<Phase> phases, @Nullable String requester, List<String> tags) {

    /** @throws ProblemException naming the phases that there are, when another one is asked for */
    static EnvironmentFilter of(HttpRequest<?> request) {
        Set<Phase> phases = EnumSet.noneOf(Phase.class);
        for (String phase : Parameters.list(request, "phase")) {
            phases.add(Arrays.stream(Phase.values()).filter(each -> each.name().equals(phase)).findFirst()
                    .orElseThrow(() -> Problem.malformed("The parameter phase is one or more of %s, with commas in between."
                            .formatted(Arrays.asList(Phase.values()).toString().replaceAll("[\\[\\]]", "")))));
        }
        return new EnvironmentFilter(phases, Parameters.find(request, "requester"), Parameters.list(request, "tag"));
    }

    boolean takes(EnvironmentRecord record) {
        boolean phase = phases.isEmpty() ? record.phase() != Phase.REMOVED : phases.contains(record.phase());
        return phase && (requester == null || requester.equals(record.requester())) && tags.stream().allMatch(tag -> has(record, tag));
    }

    /** Whether removed ones are asked for. */
    boolean takesRemoved() {
        return phases.contains(Phase.REMOVED);
    }

    boolean takesAllStanding() {
        return phases.isEmpty() && requester == null && tags.isEmpty();
    }

    private static boolean has(EnvironmentRecord record, String wanted) {
        Map<String, String> tags = record.plan() == null ? Map.of() : record.plan().tags();
        return tags.entrySet().stream().anyMatch(tag -> wanted.equals(tag.getKey()) || wanted.equals(tag.getKey() + "=" + tag.getValue()));
    }
}
