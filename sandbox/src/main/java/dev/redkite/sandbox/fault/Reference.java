package dev.redkite.sandbox.fault;

import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.SandboxSettings;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A life without any fault: which calls there are, and what every other run is held against. */
final class Reference {

    private static final Set<Fault> EVERYWHERE = EnumSet.complementOf(EnumSet.of(Fault.UNPROCESSED, Fault.STALE));

    private final Life life;
    private final SandboxSettings settings;
    private final LivedLife.Account account;
    private final Map<Site, Object> stale;
    private final Set<Site> distinct;

    private Reference(Life life, SandboxSettings settings, LivedLife.Account account, Map<Site, Object> stale) {
        this.life = life;
        this.settings = settings;
        this.account = account;
        this.stale = stale;
        distinct = distinct(life, account);
    }

    /** Lives it twice: once to know its calls, once to know what they would have been answered before. */
    static Reference of(Life life, SandboxSettings settings) {
        LivedLife.Account account = LivedLife.of(life, settings, Map.of(), Stale.all(List.of()));
        return new Reference(life, settings, account, LivedLife.of(life, settings, Map.of(), Stale.all(account.sightings())).told());
    }

    Life life() {
        return life;
    }

    SandboxSettings settings() {
        return settings;
    }

    LivedLife.Account account() {
        return account;
    }

    int calls() {
        return account.sightings().size();
    }

    /**
     * Every fault at every call. Of calls that nothing distinguishes, neither function nor what went before in the
     * invocation, there are the first and the last: a stage that looks forty times does forty times the same.
     */
    List<Attempt> attempts() {
        List<Attempt> attempts = new ArrayList<>();
        for (Site site : distinct) {
            EVERYWHERE.forEach(fault -> attempts.add(new Attempt(site, fault)));
        }
        batches().forEach(site -> attempts.add(new Attempt(site, Fault.UNPROCESSED)));
        laggards().forEach(site -> attempts.add(new Attempt(site, Fault.STALE)));
        return attempts;
    }

    Set<Site> distinct() {
        return distinct;
    }

    private static Set<Site> distinct(Life life, LivedLife.Account account) {
        Map<Site, Site> first = new LinkedHashMap<>();
        Map<Site, Site> last = new LinkedHashMap<>();
        for (Calls.Sighting sighting : account.sightings()) {
            Site site = sighting.site();
            if (life.steps().get(site.step()).changes()) {
                first.putIfAbsent(site.first(), site);
                last.put(site.first(), site);
            }
        }
        Set<Site> sites = new LinkedHashSet<>(first.values());
        sites.addAll(last.values());
        return sites;
    }

    /** Calls that may be answered with success and yet have done nothing. */
    private List<Site> batches() {
        return account.sightings().stream()
                .filter(sighting -> sighting.aws() != null && Unprocessed.answer(sighting.aws()).isPresent())
                .map(Calls.Sighting::site)
                .filter(distinct::contains)
                .toList();
    }

    /** Reads that would have been answered otherwise before the last write; once for each such answer. */
    private List<Site> laggards() {
        Set<String> seen = new HashSet<>();
        return account.sightings().stream()
                .map(Calls.Sighting::site)
                .filter(site -> life.steps().get(site.step()).changes() && stale.containsKey(site))
                .filter(site -> !String.valueOf(stale.get(site)).equals(account.answers().get(site)))
                .filter(site -> seen.add(site.first() + Normal.of(String.valueOf(stale.get(site)))))
                .toList();
    }
}
