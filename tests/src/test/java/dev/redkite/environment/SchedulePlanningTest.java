package dev.redkite.environment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.catalog.Catalog;
import dev.redkite.failure.Violation;
import dev.redkite.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchedulePlanningTest {

    private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");

    private final Violations violations = new Violations();
    private final List<String> warnings = new ArrayList<>();
    private String milvusVersion = "2.6.6";

    private Plan.Schedules plan(String members) {
        SpecificationReader.Reading reading = SpecificationReader.read(Json.parse("{\"name\":\"demo\"," + members + "}"));
        assertThat(reading.violations()).isEmpty();
        return new SchedulePlanning(NOW, milvusVersion, Catalog.load().backupTool(), violations, warnings).plan(reading.specification().orElseThrow());
    }

    private List<String> said() {
        return violations.all().stream().map(Violation::toString).toList();
    }

    @Test
    void nothing_asked_for_is_nothing_planned() {
        assertThat(plan("\"protected\":true")).isEqualTo(new Plan.Schedules(null, null, null, null, null, null, null, null, null));
        assertThat(said()).isEmpty();
        assertThat(warnings).isEmpty();
    }

    @Test
    void office_hours_go_by_the_clock_of_their_time_zone() {
        assertThat(plan("""
                "schedule":{"teardown":"cron(0 19 ? * MON-FRI *)","recreate":"cron(0 7 ? * MON-FRI *)",\
                "timeZone":"Europe/Berlin"}"""))
                .isEqualTo(new Plan.Schedules("cron(0 19 ? * MON-FRI *)", "cron(0 7 ? * MON-FRI *)", null, null, null, null, true, "Europe/Berlin", null));
        assertThat(said()).isEmpty();
        assertThat(warnings).singleElement().asString().contains("backs up what Milvus holds", "it comes back");
    }

    @Test
    void whoever_wants_to_begin_empty_is_told_so() {
        assertThat(plan("\"schedule\":{\"recreate\":\"rate(7 days)\",\"keepData\":false}").keepData()).isFalse();
        assertThat(warnings).singleElement().asString().contains("Milvus begins empty");
    }

    @Test
    void what_no_backup_can_be_restored_into_is_not_kept_every_night() {
        milvusVersion = "2.2.16";

        plan("\"schedule\":{\"recreate\":\"rate(7 days)\"}");
        assertThat(said()).singleElement().asString().startsWith("$.schedule.keepData: is true unless it is false, and a backup of Milvus 2.2.16");
    }

    @Test
    void keeping_without_anything_that_makes_it_again_is_refused() {
        plan("\"schedule\":{\"teardown\":\"rate(7 days)\",\"keepData\":true}");

        assertThat(said()).singleElement().asString().startsWith("$.schedule.keepData: says whether what Milvus holds comes back");
    }

    @Test
    void without_a_time_zone_it_is_utc() {
        assertThat(plan("\"schedule\":{\"recreate\":\"rate(7 days)\"}").timeZone()).isEqualTo("UTC");
    }

    @Test
    void of_scheduled_backups_a_week_is_kept_unless_it_says_otherwise() {
        assertThat(plan("\"schedule\":{\"backup\":\"cron(0 3 * * ? *)\"}"))
                .isEqualTo(new Plan.Schedules(null, null, null, null, "cron(0 3 * * ? *)", 7, null, "UTC", null));
        assertThat(plan("\"schedule\":{\"backup\":\"cron(0 3 * * ? *)\",\"retain\":30}").retain()).isEqualTo(30);
        assertThat(warnings).isEmpty();
    }

    @Test
    void a_count_of_backups_that_nobody_makes_is_refused() {
        plan("\"schedule\":{\"retain\":3}");

        assertThat(said()).singleElement().asString().startsWith("$.schedule.retain: says how many of the backups are kept");
    }

    @Test
    void backups_beside_a_pause_are_warned_of_those_that_it_has_missed() {
        plan("\"schedule\":{\"backup\":\"rate(1 day)\",\"pause\":\"rate(1 day)\",\"resume\":\"rate(1 day)\"}");

        assertThat(warnings).containsExactly("A scheduled backup that falls due while the environment is paused or torn down is missed: set it before that.");
    }

    @Test
    void an_expiry_with_an_offset_is_kept_in_utc() {
        assertThat(plan("\"expiresAt\":\"2026-12-31T19:00+01:00\"").expiresAt()).isEqualTo("2026-12-31T18:00:00Z");
        assertThat(said()).isEmpty();
    }

    @Test
    void everything_wrong_is_said_at_once_with_its_path_and_cure() {
        plan("""
                "schedule":{"teardown":"cron(0 19 * * * *)","recreate":"rate(0 days)","timeZone":"Europe/Berln"},\
                "expiresAt":"2026-11-24T09:59:00+01:00\"""");

        assertThat(said()).satisfiesExactlyInAnyOrder(
                said -> assertThat(said).startsWith("$.schedule.timeZone: Europe/Berln").contains("such as Europe/Berlin", "did you mean Europe/Berlin?"),
                said -> assertThat(said).startsWith("$.schedule.teardown: cron(0 19 * * * *) needs ?").contains("e.g. cron("),
                said -> assertThat(said).startsWith("$.schedule.recreate: rate(0 days)").contains("e.g. rate(12 hours)"),
                said -> assertThat(said).startsWith("$.expiresAt: 2026-11-24T09:59:00+01:00 has").contains("leave it out"));
    }

    @Test
    void a_schedule_that_never_falls_due_is_refused() {
        plan("\"schedule\":{\"teardown\":\"cron(0 19 31 6 ? *)\"}");

        assertThat(said()).singleElement().asString().startsWith("$.schedule.teardown: cron(0 19 31 6 ? *) never falls due");
    }

    @Test
    void a_day_that_no_calendar_has_is_refused() {
        plan("\"expiresAt\":\"2026-13-01T00:00:00Z\"");

        assertThat(said()).singleElement().asString().startsWith("$.expiresAt: 2026-13-01T00:00:00Z is no date");
    }

    @Test
    void a_protected_environment_is_warned_of_what_will_be_refused() {
        plan("\"protected\":true,\"schedule\":{\"teardown\":\"rate(1 day)\"},\"expiresAt\":\"2026-12-31T18:00:00Z\"");

        assertThat(said()).isEmpty();
        assertThat(warnings)
                .containsExactly("The scheduled teardown, expiry will be refused while the environment is protected.");
    }

    @Test
    void the_form_is_refused_by_the_schema_with_what_would_be_right() {
        List<String> refused = SpecificationReader.read(Json.parse("""
                        {"name":"demo","schedule":{"teardown":"at(2026-12-31T18:00:00)","recreate":"daily"},\
                        "expiresAt":"tomorrow"}"""))
                .violations().stream().map(Violation::toString).toList();

        assertThat(refused).satisfiesExactlyInAnyOrder(
                said -> assertThat(said).startsWith("$.schedule.teardown: ").contains("cron(0 19 ? * MON-FRI *)"),
                said -> assertThat(said).startsWith("$.schedule.recreate: \"daily\" is malformed").contains("rate(12 hours)"),
                said -> assertThat(said).startsWith("$.expiresAt: \"tomorrow\" is malformed").contains("2026-12-31T18:00:00Z"));
    }
}
