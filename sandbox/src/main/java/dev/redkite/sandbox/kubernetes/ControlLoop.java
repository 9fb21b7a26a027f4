package dev.redkite.sandbox.kubernetes;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Runs the controllers until nothing changes, first at each instant at which something fell due since the last look,
 * then now. So the state is a function of the clock alone, however rarely anyone looks.
 */
final class ControlLoop {

    /** One noun's controller: compares what is with what should be, and takes the next steps. */
    interface Controller {
        void reconcile(ClusterState state);

        /**
         * What it sees of AWS and of the pods' processes, as the objects are at its look: as long as that gives what is equal,
         * another look would find the same. Nothing, for those that look at objects only.
         */
        default Supplier<?> outside(ClusterState state) {
            return () -> NOTHING;
        }

        /** The types of what it looks at; empty for all. */
        default Set<String> reads() {
            return Set.of();
        }
    }

    /** A controller, and what it saw at its last look, if it then had nothing to do. */
    private final class Watchful {
        private final Controller controller;
        private long idleVersion = -1;
        private Instant idleAt = Instant.EPOCH;
        private long idleDue = -1;
        private Supplier<?> outside = () -> NOTHING;
        private Object seen = NOTHING;

        private Watchful(Controller controller) {
            this.controller = controller;
        }

        /** It would find again what it has found, so the look is spared. */
        private boolean saw(ObjectStore store) {
            return idleVersion == store.versionOf(controller.reads()) && idleDue == fallenDue && (idleAt.equals(at) || sawOutside());
        }

        private boolean sawOutside() {
            return outside.get().equals(seen);
        }

        private void look(ClusterState state) {
            long before = state.store.resourceVersion();
            controller.reconcile(state);
            idleVersion = state.store.resourceVersion() == before ? state.store.versionOf(controller.reads()) : -1;
            idleAt = at;
            idleDue = fallenDue;
            if (idleVersion != -1) {
                outside = controller.outside(state);
                seen = outside.get();
            }
        }
    }

    private static final Object NOTHING = "";

    private static final int PASSES = 2_000;

    /**
     * How soon the controllers look again although nothing has changed in the cluster and nothing fell due: what they
     * see of AWS may have. A look costs more than most requests, and requests come by the dozen at one instant.
     */
    private static final Duration GRAIN = Duration.ofSeconds(1);

    private final InstantSource clock;
    private final List<Watchful> controllers;
    private final NavigableSet<Instant> due = new TreeSet<>();
    private Instant at;
    private long fallenDue;
    private Instant settledAt = Instant.EPOCH;
    private long settledVersion = -1;

    ControlLoop(InstantSource clock, List<Controller> controllers) {
        this.clock = clock;
        this.controllers = controllers.stream().map(Watchful::new).toList();
        this.at = clock.instant();
    }

    Instant at() {
        return at;
    }

    void due(Instant instant) {
        due.add(instant);
    }

    void advance(ClusterState state) {
        Instant now = clock.instant();
        while (!due.isEmpty() && !due.first().isAfter(now)) {
            Instant next = due.pollFirst();
            at = next.isAfter(at) ? next : at;
            fallenDue++;
            settle(state);
        }
        at = now;
        if (state.store.resourceVersion() != settledVersion) {
            settle(state);
        } else if (!now.isBefore(settledAt.plus(GRAIN))) {
            lookOutside(state);
        }
    }

    /** These objects all have seen already, and asked to be called when time alone changes something. */
    private void lookOutside(ClusterState state) {
        for (Watchful each : controllers) {
            if (!each.sawOutside()) {
                each.look(state);
            }
        }
        if (state.store.resourceVersion() == settledVersion) {
            settledAt = at;
        } else {
            settle(state);
        }
    }

    private void settle(ClusterState state) {
        for (int pass = 0; pass < PASSES; pass++) {
            long before = state.store.resourceVersion();
            for (Watchful each : controllers) {
                if (!each.saw(state.store)) {
                    each.look(state);
                }
            }
            if (state.store.resourceVersion() == before) {
                settledAt = at;
                settledVersion = before;
                return;
            }
        }
        throw new IllegalStateException("the controllers of cluster " + state.cluster + " do not come to rest");
    }
}
