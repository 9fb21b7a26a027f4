package dev.redkite.sandbox.fault;

import dev.redkite.sandbox.SandboxSettings;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A run without any fault: which calls there are, and what every other run is compared with. */
record Reference(Scenario scenario, SandboxSettings settings, ScenarioRun.Result run, Map<CallSite, Object> stale,
        Set<CallSite> distinct) {

    private static final Set<Fault> EVERYWHERE = EnumSet.complementOf(EnumSet.of(Fault.UNPROCESSED, Fault.STALE));

    /** Runs it twice: once to know its calls, once to know what they would have been answered before. */
    static Reference of(Scenario scenario, SandboxSettings settings) {
        ScenarioRun.Result run = ScenarioRun.of(scenario, settings, Map.of(), Stale.all(List.of()));
        Map<CallSite, Object> stale = ScenarioRun.of(scenario, settings, Map.of(), Stale.all(run.sightings())).told();
        return new Reference(scenario, settings, run, stale, distinct(scenario, run));
    }

    int calls() {
        return run.sightings().size();
    }

    /**
     * Every fault at every call. Of calls that nothing distinguishes, neither function nor what went before in the
     * invocation, there are the first and the last: a stage that looks forty times does forty times the same.
     */
    List<Attempt> attempts() {
        List<Attempt> attempts = new ArrayList<>();
        for (CallSite site : distinct) {
            EVERYWHERE.forEach(fault -> attempts.add(new Attempt(site, fault)));
        }
        batches().forEach(site -> attempts.add(new Attempt(site, Fault.UNPROCESSED)));
        staleReads().forEach(site -> attempts.add(new Attempt(site, Fault.STALE)));
        return attempts;
    }

    private static Set<CallSite> distinct(Scenario scenario, ScenarioRun.Result run) {
        Map<CallSite, CallSite> first = new LinkedHashMap<>();
        Map<CallSite, CallSite> last = new LinkedHashMap<>();
        for (Calls.Sighting sighting : run.sightings()) {
            CallSite site = sighting.site();
            if (scenario.steps().get(site.step()).changes()) {
                first.putIfAbsent(site.first(), site);
                last.put(site.first(), site);
            }
        }
        Set<CallSite> sites = new LinkedHashSet<>(first.values());
        sites.addAll(last.values());
        return sites;
    }

    /** Calls that may be answered with success and yet have done nothing. */
    private List<CallSite> batches() {
        return run.sightings().stream()
                .filter(sighting -> sighting.aws() != null && Unprocessed.answer(sighting.aws()).isPresent())
                .map(Calls.Sighting::site)
                .filter(distinct::contains)
                .toList();
    }

    /** Reads that would have been answered otherwise before the last write; once for each such answer. */
    private List<CallSite> staleReads() {
        Set<String> seen = new HashSet<>();
        return run.sightings().stream()
                .map(Calls.Sighting::site)
                .filter(site -> scenario.steps().get(site.step()).changes() && stale.containsKey(site))
                .filter(site -> !String.valueOf(stale.get(site)).equals(run.answers().get(site)))
                .filter(site -> seen.add(site.first() + Normalizer.of(String.valueOf(stale.get(site)))))
                .toList();
    }
}
