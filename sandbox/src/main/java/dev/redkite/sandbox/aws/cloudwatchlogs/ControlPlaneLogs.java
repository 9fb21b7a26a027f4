package dev.redkite.sandbox.aws.cloudwatchlogs;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * What EKS writes to CloudWatch Logs: it makes the group of a cluster that logs, goes on for minutes once the cluster is
 * gone, and makes the group again where somebody deleted it meanwhile
 * (https://github.com/terraform-aws-modules/terraform-aws-eks/issues/2446). How long it goes on is not published. A
 * cluster whose logging was switched off, and that update is over, writes nothing.
 */
final class ControlPlaneLogs {

    static final Duration LAST_LINES = Duration.ofMinutes(3);

    /** Between one delivery and the next. */
    static final Duration PACE = Duration.ofSeconds(10);

    /** Until when lines come, by group. */
    private final Map<String, Instant> until = new TreeMap<>();

    static String group(String cluster) {
        return "/aws/eks/" + cluster + "/cluster";
    }

    boolean delivers(String cluster) {
        return until.getOrDefault(group(cluster), Instant.MIN).equals(Instant.MAX);
    }

    void begin(String cluster) {
        until.put(group(cluster), Instant.MAX);
    }

    void end(String cluster, Instant gone) {
        until.computeIfPresent(group(cluster), (_, last) -> last.equals(Instant.MAX) ? gone.plus(LAST_LINES) : last);
    }

    void silence(String cluster) {
        until.remove(group(cluster));
    }

    /** When the next lines come to that group; null when none come any more. */
    Instant next(String group, Instant now) {
        Instant last = until.getOrDefault(group, Instant.MIN);
        if (!now.isBefore(last)) {
            return null;
        }
        Instant next = now.plus(PACE);
        return next.isAfter(last) ? last : next;
    }

    /** Whether lines come to that group at that instant. */
    boolean comesAt(String group, Instant now) {
        return !now.isAfter(until.getOrDefault(group, Instant.MIN));
    }
}
