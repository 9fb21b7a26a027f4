package dev.redkite.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.lambda.PortForwards;
import dev.redkite.probe.DataPathResult.Denied;
import dev.redkite.probe.DataPathResult.OutOfTime;
import dev.redkite.probe.DataPathResult.Passed;
import dev.redkite.probe.DataPathResult.Unavailable;
import dev.redkite.probe.DataPathResult.Wrong;
import dev.redkite.sandbox.milvus.FakeMilvus;
import dev.redkite.sandbox.milvus.MilvusInterceptor.Fate;
import dev.redkite.sandbox.time.VirtualClock;
import io.milvus.v2.client.MilvusClientV2;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Its tests wait for sockets and for clients that sleep, so they run side by side. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(60)
class DataPathTest {

    private static final String COLLECTION = "redkite_probe_demo_g1";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** Long enough on a busy machine; where nobody listens, others wait meanwhile too. */
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final VirtualClock clock = new VirtualClock(Instant.parse("2026-11-24T00:00:00Z"));
    private final DataPath dataPath = new DataPath(clock, 7, CONNECT, MilvusClientV2::new, _ -> { });

    private DataPathResult check(FakeMilvus milvus) {
        return dataPath.check(new Endpoint(milvus.host(), milvus.port(), null), COLLECTION, LIMIT);
    }

    /** Where the client looks by itself, it does so in real time: long enough for all steps before, on a busy machine too. */
    private DataPathResult checkInAHurry(FakeMilvus milvus) {
        DataPath real = new DataPath(InstantSource.system(), 7, CONNECT, MilvusClientV2::new, new PortForwards()::pause);
        return real.check(new Endpoint(milvus.host(), milvus.port(), null), COLLECTION, Duration.ofSeconds(8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.2.13", "2.4.23", "2.6.15"})
    void passes_every_step_in_order(String version) {
        try (FakeMilvus milvus = FakeMilvus.start(version)) {
            assertThat(check(milvus)).isInstanceOfSatisfying(Passed.class, passed -> {
                assertThat(passed.serverVersion()).isEqualTo("v" + version);
                assertThat(passed.steps())
                        .extracting(StepFigures::step)
                        .containsExactly("connect", "create collection", "insert", "flush", "create index", "load", "search",
                                "query", "hybrid search", "delete", "drop");
            });
        }
    }

    @Test
    void measures_rows_and_recall() {
        try (FakeMilvus milvus = FakeMilvus.start("2.6.15")) {
            assertThat(check(milvus)).isInstanceOfSatisfying(Passed.class, passed -> {
                assertThat(passed.steps().get(2).rows()).isEqualTo(3000);
                assertThat(passed.steps().get(6).recall()).isEqualTo(1.0);
            });
        }
    }

    @Test
    void leaves_nothing_behind() {
        try (FakeMilvus milvus = FakeMilvus.start("2.2.13")) {
            check(milvus);

            assertThat(milvus.collections()).isEmpty();
        }
    }

    @Test
    void fuses_two_vectors_only_where_the_server_can() {
        try (FakeMilvus older = FakeMilvus.start("2.2.13");
                FakeMilvus newer = FakeMilvus.start("2.6.15")) {
            check(older);
            check(newer);

            assertThat(older.calls()).doesNotContain("HybridSearch");
            assertThat(newer.calls()).contains("HybridSearch");
        }
    }

    @Test
    void drops_what_a_killed_check_left() {
        try (FakeMilvus milvus = FakeMilvus.start("2.2.13")) {
            // Both the query and the clearing-up after it fail, as if the function had been killed there.
            milvus.intercept(method -> Set.of("Query", "DropCollection").contains(method) ? Fate.REFUSED : Fate.SERVED);
            assertThat(check(milvus)).isInstanceOf(Unavailable.class);
            assertThat(milvus.collections()).containsExactly(COLLECTION);
            milvus.intercept(_ -> Fate.SERVED);

            assertThat(check(milvus)).isInstanceOf(Passed.class);
            assertThat(milvus.collections()).isEmpty();
        }
    }

    @Test
    void wrong_distances_are_a_wrong_answer_of_the_search() {
        try (FakeMilvus milvus = FakeMilvus.start("2.2.13").answersWrongDistances()) {
            assertThat(check(milvus)).isInstanceOfSatisfying(Wrong.class, wrong -> {
                assertThat(wrong.step()).isEqualTo(DataPathStep.SEARCH);
                assertThat(wrong.expected()).isEqualTo("row 0 nearest to its own vector");
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.2.13", "2.6.15"})
    void rows_that_never_reach_the_object_storage_run_out_of_time_at_the_flush(String version) {
        try (FakeMilvus milvus = FakeMilvus.start(version).flushesNever()) {
            assertThat(checkInAHurry(milvus)).isInstanceOfSatisfying(OutOfTime.class,
                    late -> assertThat(late.step()).isEqualTo(DataPathStep.FLUSH));
            assertThat(milvus.collections()).isEmpty();
        }
    }

    @Test
    void what_keeps_rows_from_the_object_storage_is_told_by_their_segments() {
        try (FakeMilvus milvus = FakeMilvus.start("2.2.13").flushesNever()) {
            assertThat(check(milvus)).isEqualTo(new OutOfTime(
                    DataPathStep.FLUSH, "the rows are not in the object storage yet, their segments are [Sealed], and the 30 s of the check are over"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.2.13", "2.6.15"})
    void an_index_that_is_never_built_runs_out_of_time_by_name(String version) {
        try (FakeMilvus milvus = FakeMilvus.start(version).buildsIndexesNever()) {
            assertThat(check(milvus)).isEqualTo(new OutOfTime(DataPathStep.INDEX,
                    "the index of the field vector is InProgress with 3000 rows to come, and the 30 s of the check are over"));
            assertThat(milvus.collections()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.2.13", "2.6.15"})
    void an_index_that_fails_is_a_wrong_answer_with_the_servers_reason(String version) {
        try (FakeMilvus milvus = FakeMilvus.start(version).failsIndexes("failed to upload index: Access Denied")) {
            assertThat(check(milvus)).isEqualTo(new Wrong(DataPathStep.INDEX, "a built index of the field vector",
                    "its failure: failed to upload index: Access Denied"));
            assertThat(milvus.collections()).isEmpty();
        }
    }

    @Test
    void looks_again_at_what_takes_its_time_before_it_loads() {
        try (FakeMilvus milvus = FakeMilvus.start("2.2.13")) {
            check(milvus);

            assertThat(milvus.calls()).containsSubsequence("Flush", "GetPersistentSegmentInfo", "GetPersistentSegmentInfo",
                    "CreateIndex", "DescribeIndex", "DescribeIndex", "LoadCollection");
        }
    }

    @Test
    void a_lost_row_is_a_wrong_answer_of_the_query() {
        try (FakeMilvus milvus = FakeMilvus.start("2.2.13").losesRows(1)) {
            assertThat(check(milvus)).isEqualTo(new Wrong(DataPathStep.QUERY, "3000 rows", "2999"));
        }
    }

    @Test
    void an_ignored_filter_is_a_wrong_answer_of_the_query() {
        try (FakeMilvus milvus = FakeMilvus.start("2.2.13").ignoresFilters()) {
            assertThat(check(milvus)).isInstanceOfSatisfying(Wrong.class, wrong -> assertThat(wrong.step()).isEqualTo(DataPathStep.QUERY));
        }
    }

    @Test
    void rows_that_outlive_their_deletion_are_a_wrong_answer_of_the_delete() {
        try (FakeMilvus milvus = FakeMilvus.start("2.2.13").keepsDeletedRows()) {
            assertThat(check(milvus)).isInstanceOfSatisfying(Wrong.class, wrong -> assertThat(wrong.step()).isEqualTo(DataPathStep.DELETE));
        }
    }

    @Test
    void a_wrong_answer_leaves_nothing_behind() {
        try (FakeMilvus milvus = FakeMilvus.start("2.2.13").answersWrongDistances()) {
            check(milvus);

            assertThat(milvus.collections()).isEmpty();
        }
    }

    @Test
    void a_refused_connection_is_unavailable() {
        try (FakeMilvus milvus = FakeMilvus.start("2.6.15").refusesConnections()) {
            assertThat(check(milvus)).isInstanceOfSatisfying(Unavailable.class,
                    unavailable -> {
                        assertThat(unavailable.step()).isEqualTo(DataPathStep.CONNECT);
                        assertThat(unavailable.reason()).matches(
                                "no answer within \\d+ s: the port is closed, or what listens there does not speak gRPC");
                    });
        }
    }

    @Test
    void a_collection_that_never_loads_runs_out_of_time() {
        try (FakeMilvus milvus = FakeMilvus.start("2.2.13").loadsNever()) {
            assertThat(checkInAHurry(milvus)).isInstanceOfSatisfying(OutOfTime.class,
                    late -> assertThat(late.step()).isEqualTo(DataPathStep.LOAD));
            assertThat(milvus.collections()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.2.13", "2.6.15"})
    void a_missing_login_is_denied(String version) {
        try (FakeMilvus milvus = FakeMilvus.start(version, "correct")) {
            assertThat(check(milvus)).isInstanceOf(Denied.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.2.13", "2.3.5", "2.6.15"})
    void a_request_that_the_server_never_takes_is_wrong(String version) {
        try (FakeMilvus milvus = FakeMilvus.start(version)) {
            DataPathResult result = dataPath.check(new Endpoint(milvus.host(), milvus.port(), null), "1bad-name", LIMIT);

            assertThat(result).isInstanceOfSatisfying(Wrong.class, wrong -> {
                assertThat(wrong.step()).isEqualTo(DataPathStep.CREATE);
                assertThat(wrong.got()).contains("Invalid collection name: 1bad-name");
            });
        }
    }

    @Test
    void the_right_login_is_let_in() {
        try (FakeMilvus milvus = FakeMilvus.start("2.2.13", "correct")) {
            Endpoint endpoint = new Endpoint(milvus.host(), milvus.port(), new Endpoint.Login("root", "correct"));

            assertThat(dataPath.check(endpoint, COLLECTION, LIMIT)).isInstanceOf(Passed.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.2.13", "2.3.5", "2.6.15"})
    void a_wrong_login_is_denied_without_a_second_try(String version) {
        try (FakeMilvus milvus = FakeMilvus.start(version, "correct")) {
            Endpoint endpoint = new Endpoint(milvus.host(), milvus.port(), new Endpoint.Login("root", "wrong"));

            assertThat(dataPath.check(endpoint, COLLECTION, LIMIT)).isInstanceOf(Denied.class);
            assertThat(milvus.calls()).containsExactly("Connect");
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void any_single_failing_call_is_unavailable_and_leaves_nothing_behind(Fault fault) {
        // The client sleeps a second at each flush of a newer server; the older serves as well for the calls they share.
        int calls = callsOfOneCheck();
        for (int call = 1; call <= calls; call++) {
            try (FakeMilvus milvus = FakeMilvus.start("2.2.13")) {
                fault.at(milvus, call);

                assertThat(check(milvus)).as("call %d, %s", call, milvus.calls()).isInstanceOf(Unavailable.class);
                // A failed last drop leaves the collection to the next check, which passes and drops it.
                if (!milvus.collections().isEmpty()) {
                    assertThat(check(milvus)).as("after call %d", call).isInstanceOf(Passed.class);
                }
                assertThat(milvus.collections()).as("after call %d", call).isEmpty();
            }
        }
    }

    private int callsOfOneCheck() {
        try (FakeMilvus milvus = FakeMilvus.start("2.2.13")) {
            check(milvus);
            return milvus.calls().size();
        }
    }

    private enum Fault {
        BEFORE_ITS_EFFECT {
            @Override
            void at(FakeMilvus milvus, int call) {
                milvus.failsCall(call);
            }
        },
        AFTER_ITS_EFFECT {
            @Override
            void at(FakeMilvus milvus, int call) {
                milvus.losesAnswerOfCall(call);
            }
        };

        abstract void at(FakeMilvus milvus, int call);
    }

    @Test
    void a_failing_fusion_is_unavailable_at_the_hybrid_search() {
        try (FakeMilvus milvus = FakeMilvus.start("2.6.15")) {
            milvus.intercept(method -> method.equals("HybridSearch") ? Fate.REFUSED : Fate.SERVED);

            assertThat(check(milvus)).isInstanceOfSatisfying(Unavailable.class,
                    unavailable -> assertThat(unavailable.step()).isEqualTo(DataPathStep.HYBRID_SEARCH));
            assertThat(milvus.collections()).isEmpty();
        }
    }

    @Test
    void the_time_limit_holds_between_steps() {
        try (FakeMilvus milvus = FakeMilvus.start("2.6.15")) {
            Instant start = clock.instant();
            int[] looks = {0};
            DataPath slow = new DataPath(() -> start.plusSeconds(10L * looks[0]++), 7, CONNECT, MilvusClientV2::new, _ -> { });

            DataPathResult result = slow.check(new Endpoint(milvus.host(), milvus.port(), null), COLLECTION, LIMIT);

            assertThat(result).isInstanceOfSatisfying(OutOfTime.class,
                    late -> assertThat(late.reason()).contains("within 30 s"));
            assertThat(milvus.collections()).isEmpty();
        }
    }

    @Test
    void a_login_never_shows_its_password() {
        assertThat(new Endpoint("h", 1, new Endpoint.Login("root", "hidden")).toString()).doesNotContain("hidden");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.4.0", "v2.6.15", "3.0.1"})
    void servers_from_2_4_on_take_two_vectors(String version) {
        assertThat(new ServerVersion(version).twoVectors()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"v2.2.13", "2.3.9", "master-20260101"})
    void older_and_unknown_servers_get_one_vector(String version) {
        assertThat(new ServerVersion(version).twoVectors()).isFalse();
    }
}
