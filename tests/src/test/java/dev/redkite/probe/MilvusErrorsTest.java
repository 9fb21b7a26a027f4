package dev.redkite.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.probe.DataPathResult.Denied;
import dev.redkite.probe.DataPathResult.Unavailable;
import dev.redkite.probe.DataPathResult.Wrong;
import io.milvus.shaded.io.grpc.Status;
import io.milvus.v2.exception.ErrorCode;
import io.milvus.v2.exception.MilvusClientException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Milvus' client throws, in words for people. */
class MilvusErrorsTest {

    private static final DataPathStep STEP = DataPathStep.SEARCH;

    private static DataPathResult of(Status status) {
        return MilvusErrors.result(STEP, status.asRuntimeException());
    }

    private static DataPathResult ofServer(int code, String message) {
        return MilvusErrors.result(STEP, new MilvusClientException(ErrorCode.SERVER_ERROR, message, code, 0));
    }

    @Test
    void a_login_that_is_not_known_is_denied_whichever_status_the_server_gives_it() {
        assertThat(of(Status.UNAUTHENTICATED.withDescription("no"))).isEqualTo(new Denied(STEP, "no"));
        assertThat(of(Status.PERMISSION_DENIED)).isEqualTo(new Denied(STEP, ""));
        assertThat(of(Status.UNKNOWN.withDescription("auth check failure, please check"))).isEqualTo(new Denied(STEP, "auth check failure, please check"));
    }

    @Test
    void a_call_that_the_server_does_not_know_is_wrong() {
        assertThat(of(Status.UNIMPLEMENTED.withDescription("unknown method"))).isEqualTo(new Wrong(STEP, "a server that knows this call", "unknown method"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            UNAVAILABLE | io exception. Name resolution delay 0.1 seconds. [buffered] | no connection: io exception
            UNAVAILABLE | | no connection
            RESOURCE_EXHAUSTED | slow down | too many requests: slow down
            DEADLINE_EXCEEDED | deadline exceeded after 9.6s. Name resolution delay | no answer within 10 s
            DEADLINE_EXCEEDED | | no answer in time
            FAILED_PRECONDITION | why [inside] | failed precondition: why
            ABORTED | | aborted
            """)
    void a_connection_that_fails_is_told_without_grpcs_inside(Status.Code code, String description, String told) {
        assertThat(of(code.toStatus().withDescription(description))).isEqualTo(new Unavailable(STEP, told));
    }

    @Test
    void a_first_call_without_an_answer_names_the_port() {
        assertThat(MilvusErrors.result(DataPathStep.CONNECT, Status.DEADLINE_EXCEEDED.asRuntimeException())).isEqualTo(new Unavailable(
                DataPathStep.CONNECT, "no answer in time: the port is closed, or what listens there does not speak gRPC"));
    }

    @Test
    void a_refusal_is_known_by_its_code_and_in_old_servers_by_its_words() {
        assertThat(ofServer(1100, "dim")).isEqualTo(new Wrong(STEP, "a request that the server takes", "dim"));
        assertThat(ofServer(5, "dim")).isInstanceOf(Wrong.class);
        assertThat(ofServer(1, "Invalid dimension")).isInstanceOf(Wrong.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"not ready", "connection lost"})
    void an_unexpected_error_that_refuses_nothing_is_unavailable(String message) {
        assertThat(ofServer(1, message)).isEqualTo(new Unavailable(STEP, message));
        assertThat(ofServer(2, "invalid")).isEqualTo(new Unavailable(STEP, "invalid"));
    }

    @Test
    void what_is_not_the_clients_way_to_fail_is_thrown_on() {
        IllegalStateException defect = new IllegalStateException("ours");

        assertThatThrownBy(() -> MilvusErrors.result(STEP, defect)).isSameAs(defect);
        assertThat(MilvusErrors.result(STEP, new RuntimeException("bare"))).isEqualTo(new Unavailable(STEP, "bare"));
    }

    @ParameterizedTest
    @CsvSource({"v2.4.0,true,true", "v2.3.9,false,true", "v2.2.13-lite,false,false", "v3.0,true,true", "v1.9,false,false", "master,false,false"})
    void a_server_can_what_its_version_says(String version, boolean twoVectors, boolean followsFlushes) {
        assertThat(new ServerVersion(version).twoVectors()).isEqualTo(twoVectors);
        assertThat(new ServerVersion(version).followsFlushes()).isEqualTo(followsFlushes);
    }
}
