package dev.redkite.sandbox.milvus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.milvus.shaded.io.grpc.Metadata;
import io.milvus.shaded.io.grpc.Status;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** As servers of 2.2.13 and 2.3.5 answered the same calls (PyPI's milvus 2.2.13.post3 and 2.3.5). */
class CredentialsTest {

    private final Credentials older = new Credentials(MilvusVersion.of("2.2.13"), new Store(0));
    private final Credentials newer = new Credentials(MilvusVersion.of("2.6.15"), new Store(0));

    @BeforeEach
    void ask() {
        older.ask(true);
        newer.ask(true);
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String answer(Credentials credentials, String header) {
        Metadata headers = new Metadata();
        if (header != null) {
            headers.put(Credentials.AUTHORIZATION, header);
        }
        return credentials.findRefusal(headers).map(CredentialsTest::told).orElse("served");
    }

    private static String told(Status status) {
        return status.getCode() + ": " + status.getDescription();
    }

    @ParameterizedTest
    @CsvSource({"root:other", "nobody:Milvus", "rootMilvus"})
    void servers_before_2_3_have_one_answer_for_every_wrong_login(String login) {
        String refusal = "UNKNOWN: auth check failure, please check username and password are correct";

        assertThat(answer(older, encoded(login))).isEqualTo(refusal);
        assertThat(answer(older, null)).isEqualTo(refusal);
        assertThat(answer(older, "%%%")).isEqualTo(refusal);
    }

    @Test
    void later_servers_say_what_is_wrong_with_a_login() {
        assertThat(answer(newer, null)).isEqualTo("UNAUTHENTICATED: missing authorization in header");
        assertThat(answer(newer, "%%%")).isEqualTo("UNAUTHENTICATED: invalid token format");
        assertThat(answer(newer, encoded("key"))).isEqualTo("UNAUTHENTICATED: auth check failure, please check api key is correct");
        assertThat(answer(newer, encoded("root:other")))
                .isEqualTo("UNAUTHENTICATED: auth check failure, please check username and password are correct");
    }

    @Test
    void root_begins_with_the_published_password_and_strangers_are_let_in_where_nobody_asks() {
        assertThat(answer(older, encoded("root:Milvus"))).isEqualTo("served");
        newer.ask(false);
        assertThat(answer(newer, null)).isEqualTo("served");
    }

    private static io.milvus.grpc.Status refusal(Credentials credentials, String version, String before, String wanted) {
        RefusalException refusal = catchThrowableOfType(
                RefusalException.class, () -> credentials.change("root", encoded(before), encoded(wanted)));
        return refusal.status(MilvusVersion.of(version));
    }

    @ParameterizedTest
    @SuppressWarnings("deprecation") // the only code that servers before 2.3 give
    @CsvSource({
        "Milvus, 5, IllegalArgument, 1100, invalid password length: invalid parameter[5 out of range 6 <= value <= 256]",
        "Milvus, 257, IllegalArgument, 1100, invalid password length: invalid parameter[257 out of range 6 <= value <= 256]",
        "Milvus, 73, UpdateCredentialFailure, 65535, encrypt password failed: bcrypt: password length exceeds 72 bytes",
        "other, 8, UpdateCredentialFailure, 1400, old password not correct for root: not authenticated"})
    void a_password_that_cannot_be_set_is_refused(String before, int length, String olderCode, int code, String reason) {
        assertThat(refusal(older, "2.2.13", before, "x".repeat(length)).getErrorCode()).hasToString(olderCode);
        io.milvus.grpc.Status told = refusal(newer, "2.6.15", before, "x".repeat(length));
        assertThat(told.getCode()).isEqualTo(code);
        assertThat(told.getReason()).isEqualTo(reason);
    }

    @Test
    void a_changed_password_counts_at_once() {
        newer.change("root", encoded("Milvus"), encoded("another-one"));

        assertThat(answer(newer, encoded("root:another-one"))).isEqualTo("served");
        assertThat(answer(newer, encoded("root:Milvus"))).startsWith("UNAUTHENTICATED");
    }
}
