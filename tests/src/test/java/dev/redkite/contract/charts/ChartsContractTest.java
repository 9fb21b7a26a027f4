package dev.redkite.contract.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.admission.Admission;
import dev.redkite.catalog.Catalog;
import dev.redkite.catalog.ChartRelease;
import dev.redkite.contract.Judged;
import dev.redkite.contract.charts.Comparison.Verdict;
import dev.redkite.environment.Plan;
import dev.redkite.failure.ServiceQuota;
import dev.redkite.json.Json;
import dev.redkite.loadbalancer.ControllerValues;
import dev.redkite.milvus.MilvusChartValues;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.sandbox.aws.Quotas;
import dev.redkite.sandbox.charts.StandInCharts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The sandbox's stand-ins make what the published charts make of the same values. The archives are those that
 * {@code ./redkite charts} brings, or with {@code -Dredkite.charts=DIR} those in that directory, whatever their digest.
 */
class ChartsContractTest {

    private static final Path PUBLISHED = Path.of(System.getProperty("redkite.charts", "../functions/charts"));
    private static final Path EVENTS = Path.of("../events");
    private static final Path VALUES = Path.of("src/test/resources/dev/redkite/contract/charts/values");

    /** Known differences that were met, by chart. */
    private static final Map<String, Set<String>> MET = new HashMap<>();

    @BeforeAll
    static void the_published_charts_are_here() {
        List<String> absent = Catalog.load().charts().stream().map(ChartRelease::archive)
                .filter(archive -> !Files.isRegularFile(PUBLISHED.resolve(archive))).toList();
        if (!absent.isEmpty()) {
            Catalog.load().charts().forEach(chart -> new Judged("charts", ChartsContractTest.class)
                    .notJudged(chart.archive(), "not all published charts are in " + PUBLISHED));
        }
        assumeTrue(absent.isEmpty(), () -> "no %s in %s".formatted(absent, PUBLISHED));
    }

    @AfterAll
    static void every_known_difference_is_still_one() {
        MET.forEach((chart, met) -> assertThat(met).as("differences.json of " + chart + ": take out what is gone")
                .containsExactlyInAnyOrderElementsOf(Comparison.differences().path(chart).properties().stream().map(Map.Entry::getKey).toList()));
    }

    /** Of events/; and with values of the user's, as far as they are his. */
    static Stream<String> requests() throws IOException {
        try (Stream<Path> events = Files.list(EVENTS); Stream<Path> values = Files.list(VALUES)) {
            return Stream.concat(events, values).map(Path::toString)
                    .filter(file -> file.matches(".*/(0[1-4]|13|51)-[^/]*\\.json|.*/values/.*")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("requests")
    void a_stand_in_makes_what_the_published_chart_makes(String request) {
        Plan plan = plan(request);
        ChartRelease milvus = Catalog.load().chart(Catalog.load().findMilvus(plan.milvus().version()).orElseThrow());
        compare(request, milvus, "milvus", plan.names().release(), MilvusChartValues.of(plan));
        ChartRelease controller = Catalog.load().loadBalancerController();
        compare(request, controller, "kube-system", controller.name(), ControllerValues.of(plan));
    }

    private static Plan plan(String request) {
        JsonNode event = read(Path.of(request));
        if (!event.has("detail")) {
            ObjectNode specification = (ObjectNode) event;
            event = read(EVENTS.resolve("01-minimal.json"));
            ((ObjectNode) event.path("detail")).set("specification", specification);
        }
        Quotas grown = Quotas.young().with(ServiceQuota.STANDARD_VCPUS, 1_000);
        try (Sandbox sandbox = Sandbox.open(TestSettings.overSockets(event).withQuotas(grown))) {
            return new Admission(sandbox.platform()).plan(event.at("/detail/specification"), 1);
        }
    }

    private static JsonNode read(Path file) {
        try {
            return Json.parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void compare(String request, ChartRelease chart, String namespace, String release, JsonNode values) {
        String name = chart.name() + "-" + chart.version();
        List<Verdict> verdicts = new Comparison(name).of(
                RenderedObjects.of(PUBLISHED.resolve(chart.archive()), namespace, release, values),
                RenderedObjects.of(StandInCharts.only().require(chart.name(), chart.version(), chart.digest()), namespace, release, values));
        assertThat(verdicts).flatExtracting(Verdict::unknown).isEmpty();
        Set<String> met = MET.computeIfAbsent(name, _ -> new TreeSet<>());
        for (Verdict verdict : verdicts) {
            met.addAll(verdict.reasons().keySet());
            say("%s %s %s".formatted(Path.of(request).getFileName(), name, verdict.object()), verdict);
        }
    }

    private static void say(String what, Verdict verdict) {
        Judged judged = new Judged("charts", ChartsContractTest.class);
        if (verdict.reasons().isEmpty()) {
            judged.agreed(what);
        } else {
            judged.differs(what, String.join("; ", new TreeSet<>(verdict.reasons().values())));
        }
    }
}
