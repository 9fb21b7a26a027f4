package dev.redkite.environment;

import dev.redkite.catalog.BackupTool;
import dev.redkite.text.SpellingSuggestion;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When an environment is paused, resumed, backed up, torn down, made again, and ended for good.
 *
 * @param milvusVersion of what is torn down and made again
 */
record SchedulePlanning(Instant now, String milvusVersion, BackupTool tool, Violations violations, List<String> warnings) {

    /** A week of nights. */
    private static final int KEPT = 7;

    Plan.Schedules plan(EnvironmentSpec specification) {
        EnvironmentSpec.Schedule wanted = specification.schedule();
        String timeZone = Objects.requireNonNullElse(wanted.timeZone(), "UTC");
        boolean known = ZoneId.getAvailableZoneIds().contains(timeZone);
        if (!known) {
            violations.add("$.schedule.timeZone", timeZone + " is not in the IANA time zone database; use a name such as Europe/Berlin, or UTC"
                    + SpellingSuggestion.meant(timeZone, ZoneId.getAvailableZoneIds()));
        }
        ZoneId zone = known ? ZoneId.of(timeZone) : ZoneOffset.UTC;
        check(wanted, zone);
        boolean recurring = Stream.of(wanted.teardown(), wanted.recreate(), wanted.pause(), wanted.resume(), wanted.backup()).anyMatch(Objects::nonNull);
        Plan.Schedules schedules = new Plan.Schedules(wanted.teardown(), wanted.recreate(), wanted.pause(), wanted.resume(), wanted.backup(),
                wanted.backup() == null ? null : Objects.requireNonNullElse(wanted.retain(), KEPT),
                wanted.recreate() == null ? null : Objects.requireNonNullElse(wanted.keepData(), true), recurring ? timeZone : null,
                expiry(specification.expiresAt()));
        requireKeepable(schedules);
        warn(specification, schedules);
        return schedules;
    }

    /** Known before the first evening. */
    private void requireKeepable(Plan.Schedules wanted) {
        violations.addUnless(!Boolean.TRUE.equals(wanted.keepData()) || tool.restores(milvusVersion, milvusVersion), "$.schedule.keepData",
                "is true unless it is false, and a backup of Milvus %s is restored into %s and newer only; set schedule.pause and schedule.resume instead, take a newer version, or write false, by which Milvus begins empty every time"
                        .formatted(milvusVersion, tool.leastRestored()));
    }

    private void check(EnvironmentSpec.Schedule wanted, ZoneId zone) {
        check("$.schedule.teardown", wanted.teardown(), zone);
        check("$.schedule.recreate", wanted.recreate(), zone);
        check("$.schedule.pause", wanted.pause(), zone);
        check("$.schedule.resume", wanted.resume(), zone);
        check("$.schedule.backup", wanted.backup(), zone);
        violations.addUnless(wanted.keepData() == null || wanted.recreate() != null, "$.schedule.keepData",
                "says whether what Milvus holds comes back when schedule.recreate makes it again; give that too, or leave it out");
        violations.addUnless(wanted.retain() == null || wanted.backup() != null, "$.schedule.retain",
                "says how many of the backups are kept that schedule.backup makes; give that too, or leave it out");
    }

    private void warn(EnvironmentSpec specification, Plan.Schedules wanted) {
        if (Boolean.TRUE.equals(specification.deletionProtected())) {
            warnRefused(wanted);
        } else if (Boolean.TRUE.equals(wanted.keepData())) {
            warnings.add("A scheduled teardown or recreate backs up what Milvus holds, and it comes back before the environment is ready again; that takes some minutes each, and longer with many rows. With \"keepData\": false Milvus begins empty.");
        } else if (wanted.teardown() != null || wanted.recreate() != null) {
            warnings.add("After every scheduled teardown Milvus begins empty: the bucket keeps its files, but collections, logins and all that MSK and etcd held are gone.");
        }
        if (wanted.pause() != null && wanted.resume() == null) {
            warnings.add("Nothing resumes the environment after a scheduled pause but a request, or six days: Kafka keeps its log for seven.");
        }
        if (wanted.backup() != null && (wanted.pause() != null || wanted.teardown() != null)) {
            warnings.add("A scheduled backup that falls due while the environment is paused or torn down is missed: set it before that.");
        }
    }

    private void check(String path, @Nullable String text, ZoneId zone) {
        if (text == null) {
            return;
        }
        try {
            violations.addUnless(ScheduleExpression.of(text).next(now, zone).isPresent(), path,
                    text + " never falls due; choose days and years that come");
        } catch (IllegalArgumentException e) {
            violations.add(path, text + " " + e.getMessage());
        }
    }

    private @Nullable String expiry(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            Instant expiry = OffsetDateTime.parse(text).toInstant();
            violations.addUnless(expiry.isAfter(now), "$.expiresAt", text + " has passed; give a time to come, or leave it out");
            return expiry.toString();
        } catch (DateTimeParseException _) {
            violations.add("$.expiresAt", text + " is no date and time; write e.g. 2026-12-31T18:00:00Z");
            return null;
        }
    }

    private void warnRefused(Plan.Schedules schedules) {
        List<String> refused = new ArrayList<>();
        if (schedules.teardown() != null) {
            refused.add("teardown");
        }
        if (schedules.recreate() != null) {
            refused.add("recreate");
        }
        if (schedules.expiresAt() != null) {
            refused.add("expiry");
        }
        if (!refused.isEmpty()) {
            warnings.add("The scheduled %s will be refused while the environment is protected."
                    .formatted(String.join(", ", refused)));
        }
    }
}
