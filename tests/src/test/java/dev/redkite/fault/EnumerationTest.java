package dev.redkite.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.json.Json;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.sandbox.fault.Enumeration;
import dev.redkite.sandbox.fault.Scenario;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A sample of what {@code ./redkite faults} tries in full. */
class EnumerationTest {

    /** For every change: so few that they are lived through in a handful of lives. */
    @Test
    void whatever_goes_wrong_once_an_environment_comes_up_as_if_it_had_not_and_goes_without_a_trace() throws Exception {
        assertThat(tried(400)).isGreaterThan(5);
    }

    @Test
    @Tag("search")
    void whatever_of_many_goes_wrong_once_an_environment_comes_up_as_if_it_had_not_and_goes_without_a_trace() throws Exception {
        assertThat(tried(40)).isGreaterThan(50);
    }

    /** @param every one fault in so many, chosen by its description, so that every run tries the same */
    private static int tried(int every) throws Exception {
        JsonNode event = Json.parse(Files.readString(Path.of("..", "events", "01-minimal.json")));
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Enumeration.Report report = new Enumeration(
                    Scenario.upAndDown("01-minimal", event), TestSettings.of(event), threads, _ -> {})
                    .tryFaults(attempt -> Math.floorMod(attempt.toString().hashCode(), every) == 0, false);

            assertThat(report.violations()).isEmpty();
            return report.tried();
        }
    }
}
