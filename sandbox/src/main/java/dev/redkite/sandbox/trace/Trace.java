package dev.redkite.sandbox.trace;

import dev.redkite.failure.Cause;
import dev.redkite.failure.StageBegun;
import dev.redkite.failure.StagePending;
import dev.redkite.sandbox.aws.Call;
import dev.redkite.sandbox.states.HistoryEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/**
 * What happened, one line per event, virtual time first. States and everything that changes something are told; reads
 * are only counted. The same run writes the same lines.
 */
public final class Trace {

    private static final int LONGEST_VALUE = 90;

    /** Letters of a line's time. */
    private static final int BEFORE_STATE = 11;

    /** Members that hold, or could hold, what nobody may read, and tokens that only repeat a name. */
    private static final Set<String> LEFT_OUT = Set.of("SecretString", "ClientRequestToken", "clientRequestToken", "ClientToken");

    private static final Set<String> PENDING = Set.of(StagePending.class.getName(), StageBegun.class.getName());

    private final Instant start;
    private final List<String> lines = new ArrayList<>();

    public Trace(Instant start) {
        this.start = start;
    }

    public synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    private synchronized void add(Instant at, String where, String what) {
        lines.add(line(at, where, what));
    }

    private String line(Instant at, String where, String what) {
        Duration since = Duration.between(start, at);
        return "%3d:%02d.%03d %-23s %s".formatted(
                since.toMinutes(), since.toSecondsPart(), since.toMillisPart(), where, what);
    }

    /** Pending looks are told by their reason when the reason has changed, so a long wait is one line. */
    public void history(HistoryEvent event) {
        switch (event.kind()) {
            case STATE_ENTERED -> add(event.at(), event.state(), "entered");
            case STATE_EXITED -> add(event.at(), event.state(), "left");
            case TASK_FAILED -> failed(event);
            case TASK_TIMED_OUT -> add(event.at(), event.state(), "timed out");
            case STATE_ABORTED, EVALUATION_FAILED, EXECUTION_STARTED, EXECUTION_SUCCEEDED, EXECUTION_FAILED,
                    EXECUTION_TIMED_OUT, EXECUTION_ABORTED, EXECUTION_REDRIVEN ->
                add(event.at(), event.state().isEmpty() ? "execution" : event.state(),
                        event.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '));
            case TASK_SCHEDULED, TASK_STARTED, TASK_SUCCEEDED, PARALLEL_STARTED, PARALLEL_SUCCEEDED, PARALLEL_FAILED -> { }
        }
    }

    private void failed(HistoryEvent event) {
        boolean pending = PENDING.contains(event.error());
        String what = (pending ? "pending" : event.error().replaceAll("^.*\\.", "")) + ": " + Cause.message(event.cause()).replaceAll("\\s*\\n\\s*", " | ");
        if (!last(event.state()).endsWith(what)) {
            add(event.at(), event.state(), what);
        }
    }

    private synchronized String last(String state) {
        return lines.reversed().stream()
                .filter(line -> line.startsWith(state + " ", BEFORE_STATE))
                .findFirst()
                .orElse("");
    }

    /** @param state the state whose function calls */
    public void call(Instant at, String state, Call call) {
        if (!call.reads()) {
            add(at, state, call + values(call.request()));
        }
    }

    /** Helm sends all objects of one kind at once, in no order: they are told by name. */
    public synchronized void kubernetes(Instant at, String state, String verb, String path) {
        String line = line(at, state, "Kubernetes:" + verb + " " + path);
        String kind = line.substring(0, line.lastIndexOf('/'));
        int place = lines.size();
        while (place > 0 && sameKind(lines.get(place - 1), kind) && lines.get(place - 1).compareTo(line) > 0) {
            place--;
        }
        lines.add(place, line);
    }

    private static boolean sameKind(String line, String kind) {
        return line.startsWith(kind) && line.lastIndexOf('/') == kind.length();
    }

    /** The request's short plain values, which is how one recognises what it is about. */
    private static String values(SdkPojo request) {
        StringBuilder values = new StringBuilder();
        for (SdkField<?> field : request.sdkFields()) {
            Object value = field.getValueOrDefault(request);
            boolean plain = value instanceof String || value instanceof Number || value instanceof Boolean;
            if (plain && !LEFT_OUT.contains(field.memberName()) && value.toString().length() <= LONGEST_VALUE) {
                values.append(' ').append(field.memberName()).append('=').append(value);
            }
        }
        return values.toString().replace('\n', ' ');
    }
}
