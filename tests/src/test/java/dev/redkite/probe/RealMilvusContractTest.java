package dev.redkite.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.contract.Judged;
import dev.redkite.lambda.PortForwards;
import dev.redkite.platform.MilvusReach;
import dev.redkite.probe.DataPathResult.Denied;
import dev.redkite.probe.DataPathResult.OutOfTime;
import dev.redkite.probe.DataPathResult.Passed;
import dev.redkite.probe.DataPathResult.Unavailable;
import io.milvus.v2.client.MilvusClientV2;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The probe against servers that nobody here wrote (docs/decisions/0023), and what their client sees of them. */
class RealMilvusContractTest {

    private static final Judged JUDGED = new Judged("milvus", RealMilvusContractTest.class);
    private static final String COLLECTION = "redkite_probe_judged_g1";
    private static final Path JUDGES = Path.of("judges");

    /** Between the server's own word that it is well and its first answers. */
    private static final int LOOKS = 60;

    private final MilvusReach reach = new PortForwards();
    private final DataPath dataPath =
            new DataPath(InstantSource.system(), 7, Duration.ofSeconds(30), MilvusClientV2::new, reach::pause);

    @TempDir
    Path directory;

    private void judge(String what, String version, String state, Consumer<RealMilvus> question) {
        String asked = "Milvus %s, %s".formatted(version, what);
        try (RealMilvus milvus = RealMilvus.started(JUDGED, asked, version, state, directory)) {
            question.accept(milvus);
        }
        JUDGED.agreed(asked);
    }

    private static Endpoint endpoint(RealMilvus milvus, String password) {
        return new Endpoint("127.0.0.1", milvus.port(), password == null ? null : new Endpoint.Login("root", password));
    }

    private DataPathResult check(RealMilvus milvus, String password, int seconds) {
        DataPathResult result = null;
        for (int looks = 0; looks < LOOKS; looks++) {
            result = dataPath.check(endpoint(milvus, password), COLLECTION, Duration.ofSeconds(seconds));
            if (!(result instanceof Unavailable(DataPathStep step, String _) && (step == DataPathStep.CONNECT || step == DataPathStep.CREATE))) {
                return result;
            }
            reach.pause(Duration.ofSeconds(1));
        }
        return result;
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.2.13", "2.3.5"})
    void the_probe_passes_where_everything_works(String version) {
        judge("the probe passes where everything works", version, "works",
                milvus -> assertThat(check(milvus, null, 240)).isInstanceOf(Passed.class));
    }

    /** A server of 2.3.5 whose rows cannot be stored loses its data node: the probe sees it go at the insert already. */
    @Test
    void the_probe_names_the_flush_where_rows_cannot_be_stored() {
        judge("the probe names the flush where rows cannot be stored", "2.2.13", "rows",
                milvus -> assertThat(failedAt(check(milvus, null, 60))).isEqualTo(DataPathStep.FLUSH));
    }

    /** Such a server takes the flush and never ends it, or does not even answer it. */
    private static DataPathStep failedAt(DataPathResult result) {
        return switch (result) {
            case OutOfTime(DataPathStep step, String _) -> step;
            case Unavailable(DataPathStep step, String _) -> step;
            case Passed _, Denied _, DataPathResult.Wrong _ -> throw new AssertionError("it ended otherwise: " + result);
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.2.13", "2.3.5"})
    void the_probe_names_the_index_where_it_cannot_be_stored(String version) {
        judge("the probe names the index where it cannot be stored", version, "index",
                milvus -> assertThat(check(milvus, null, 60)).isInstanceOfSatisfying(OutOfTime.class, late -> {
                    assertThat(late.step()).isEqualTo(DataPathStep.INDEX);
                    assertThat(late.reason()).contains("the index of the field vector is");
                }));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.2.13", "2.3.5"})
    void a_wrong_login_is_denied_and_the_published_password_is_replaced(String version) {
        judge("a wrong login is denied and the published password replaced", version, "login", milvus -> {
            Endpoint kept = endpoint(milvus, "generated4judge");
            assertThat(check(milvus, null, 240)).isInstanceOf(Denied.class);
            assertThat(check(milvus, "generated4judge", 240)).isInstanceOf(Denied.class);

            assertThat(dataPath.replaces(kept, "Milvus")).isEmpty();

            assertThat(check(milvus, "generated4judge", 240)).isInstanceOf(Passed.class);
            assertThat(check(milvus, "Milvus", 240)).isInstanceOf(Denied.class);
            assertThat(dataPath.replaces(kept, "Milvus").orElseThrow()).isInstanceOf(Denied.class);
        });
    }

    /** What the fake is held against (PymilvusContractTest) is what such a server shows, still. */
    @Test
    void pymilvus_sees_the_figures_that_are_kept() {
        judge("pymilvus sees the figures that are kept", "2.2.13", "works", milvus ->
                assertThat(steps(milvus.port())).isEqualTo(kept()));
    }

    private static List<String> kept() {
        try {
            return Files.readAllLines(JUDGES.resolve("milvus_steps-2.2.13.jsonl"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> steps(int port) {
        try {
            Process steps = new ProcessBuilder(RealMilvus.findPython("pymilvus-2.2.13").orElseThrow().toString(),
                    JUDGES.resolve("milvus_steps.py").toString(), String.valueOf(port))
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start();
            return new String(steps.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void what_nobody_was_asked_is_said() {
        JUDGED.notJudged("Milvus from 2.4 on", "its servers come in containers only");
        JUDGED.notJudged("Milvus 2.3.5, rows that cannot be stored", "its data node dies of it, and the probe is refused at the insert");
        assertThat(List.of("2.2.13", "2.3.5")).allSatisfy(version -> assertThat(version).isLessThan("2.4"));
    }
}
