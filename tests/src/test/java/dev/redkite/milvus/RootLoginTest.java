package dev.redkite.milvus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.failure.StageBroken;
import dev.redkite.sandbox.aws.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** What lies in root's secret, and what Milvus would take of it. */
class RootLoginTest {

    private static final String SECRET = "redkite-demo-g1-milvus-root";

    private final World world = World.standing();
    private final SecretsManagerClient secrets = world.client(SecretsManagerClient.class);
    private final RootLogin login = new RootLogin(() -> secrets);

    private void stored(String value) {
        secrets.createSecret(request -> request.name(SECRET).secretString(value).clientRequestToken("0".repeat(32)));
    }

    private static String holding(String password) {
        return "{\"username\":\"root\",\"password\":\"%s\"}".formatted(password);
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 72})
    void the_shortest_and_the_longest_password_are_taken(int length) {
        stored(holding("x".repeat(length)));

        assertThat(login.requirePassword(SECRET)).hasSize(length);
    }

    @ParameterizedTest
    @CsvSource({"x,5,5", "x,73,73", "ü,37,74"})
    void one_byte_fewer_or_more_is_told_with_what_to_put(String letter, int times, int bytes) {
        stored(holding(letter.repeat(times)));

        assertThatThrownBy(() -> login.requirePassword(SECRET)).isInstanceOf(StageBroken.class)
                .hasMessageContaining("has a password of %d bytes, and Milvus takes 6 to 72. Next: put".formatted(bytes))
                .hasMessageContaining("aws secretsmanager put-secret-value --secret-id " + SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret words", "{}", "{\"password\":5}", "[]"})
    void what_is_no_password_is_told_without_it(String value) {
        stored(value);

        assertThatThrownBy(() -> login.requirePassword(SECRET)).isInstanceOf(StageBroken.class)
                .hasMessageContaining("is no JSON with the key password").hasMessageNotContaining("secret words");
    }

    @Test
    void the_password_of_the_documentation_is_not_taken() {
        stored(holding("Milvus"));

        assertThatThrownBy(() -> login.requirePassword(SECRET)).isInstanceOf(StageBroken.class).hasMessageContaining("which everybody knows");
    }

    @Test
    void the_former_password_is_the_one_that_was_stored_before() {
        stored(holding("first-one"));
        assertThat(login.findFormer(SECRET)).isEmpty();

        world.secretsManager().changed(SECRET, holding("second-one"));
        assertThat(login.findFormer(SECRET)).contains("first-one");
    }
}
