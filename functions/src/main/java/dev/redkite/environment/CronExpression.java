package dev.redkite.environment;

import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/**
 * Six fields: minutes, hours, day of month, month, day of week, year. The fields' grammar is cron-utils'; what
 * EventBridge adds to it is checked here (docs/decisions/0008-cron-expressions-by-a-library.md).
 */
record CronExpression(ExecutionTime times) implements ScheduleExpression {

    private static final int DAY_OF_MONTH = 2;
    private static final int DAY_OF_WEEK = 4;

    private static final String CURE = "; write minutes, hours, day of month, month, day of week and year, one of the two"
            + " days as ?, e.g. cron(0 19 ? * MON-FRI *)";

    private static final CronParser PARSER = new CronParser(definition());

    /** https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based: 1 is Sunday. */
    private static CronDefinition definition() {
        return CronDefinitionBuilder.defineCron()
                .withMinutes().withValidRange(0, 59).withStrictRange().and()
                .withHours().withValidRange(0, 23).withStrictRange().and()
                .withDayOfMonth().withValidRange(1, 31).supportsL().supportsW().supportsQuestionMark().withStrictRange().and()
                .withMonth().withValidRange(1, 12).withStrictRange().and()
                .withDayOfWeek().withValidRange(1, 7).withMondayDoWValue(2)
                .supportsHash().supportsL().supportsQuestionMark().withStrictRange().and()
                .withYear().withValidRange(1970, 2199).withStrictRange().and()
                .instance();
    }

    static CronExpression of(String text) {
        List<String> fields = List.of(text.strip().split("\\s+"));
        require(fields.size() == 6, "has %d fields instead of 6".formatted(text.isBlank() ? 0 : fields.size()));
        String dayOfMonth = fields.get(DAY_OF_MONTH);
        String dayOfWeek = fields.get(DAY_OF_WEEK);
        require(dayOfMonth.equals("?") != dayOfWeek.equals("?"), "needs ? as exactly one of day of month and day of week");
        require(!dayOfMonth.matches(".*\\bL-.*"), "counts back from the last day, which EventBridge does not know");
        require(!dayOfMonth.matches(".*\\b(29|30|31)W.*"), "asks for the weekday nearest to a day that some months do not have");
        require(!dayOfWeek.contains("/"), "has a / in the day of week, which EventBridge does not know");
        require(!dayOfWeek.contains("#") || dayOfWeek.matches("\\w+#[1-5]"),
                "uses # otherwise than once, as in 2#1 or MON#1, from 1 to 5");
        try {
            return new CronExpression(ExecutionTime.forCron(PARSER.parse(text)));
        } catch (IllegalArgumentException e) {
            throw malformed("is malformed: " + String.valueOf(e.getMessage()).replaceFirst("^Failed to parse cron expression\\. ", ""));
        }
    }

    private static void require(boolean holds, String wrong) {
        if (!holds) {
            throw malformed(wrong);
        }
    }

    private static IllegalArgumentException malformed(String wrong) {
        return new IllegalArgumentException(wrong + CURE);
    }

    /**
     * Clock times, so that the zone is looked at last: a time that the clocks skip in spring is skipped, one that they
     * show twice in autumn is the first of the two
     * (https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#daylist-savings-time).
     */
    @Override
    public Optional<Instant> next(Instant after, ZoneId zone) {
        Optional<ZonedDateTime> clock = nextOnTheClock(after.atZone(zone).toLocalDateTime());
        while (clock.isPresent()) {
            LocalDateTime time = clock.get().toLocalDateTime();
            List<ZoneOffset> offsets = zone.getRules().getValidOffsets(time);
            if (!offsets.isEmpty() && time.toInstant(offsets.getFirst()).isAfter(after)) {
                return Optional.of(time.toInstant(offsets.getFirst()));
            }
            clock = nextOnTheClock(time);
        }
        return Optional.empty();
    }

    private Optional<ZonedDateTime> nextOnTheClock(LocalDateTime after) {
        return times.nextExecution(after.atZone(ZoneOffset.UTC));
    }
}
