package dev.redkite.trigger.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the example of https://docs.slack.dev/authentication/verifying-requests-from-slack */
class SignatureTest {

    private static final String BODY = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
            + "&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
            + "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
            + "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
    private static final String TIMESTAMP = "1531420618";
    private static final String SIGNATURE = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";
    private static final Instant THEN = Instant.ofEpochSecond(1531420618);
    private static final byte[] SECRET = ChatRoom.bytes(ChatRoom.SECRET);

    private static void check(String timestamp, String signature, String body, Instant now) {
        Signature.check(new HttpEvent(timestamp, signature, ChatRoom.bytes(body)), () -> SECRET, now);
    }

    @Test
    void the_documented_example_is_signed_so() {
        assertThat(Signature.of(TIMESTAMP, ChatRoom.bytes(BODY), SECRET)).isEqualTo(SIGNATURE);
    }

    @Test
    void the_documented_example_is_let_in() {
        assertThatCode(() -> check(TIMESTAMP, SIGNATURE, BODY, THEN.plusSeconds(3))).doesNotThrowAnyException();
    }

    @Test
    void one_other_character_in_the_body_is_refused() {
        assertThatThrownBy(() -> check(TIMESTAMP, SIGNATURE, BODY + "x", THEN)).isInstanceOf(RefusedException.class);
    }

    @Test
    void another_timestamp_under_the_same_signature_is_refused() {
        assertThatThrownBy(() -> check("1531420619", SIGNATURE, BODY, THEN)).isInstanceOf(RefusedException.class);
    }

    @Test
    void another_secrets_signature_is_refused() {
        String other = Signature.of(TIMESTAMP, ChatRoom.bytes(BODY), ChatRoom.bytes("another"));

        assertThatThrownBy(() -> check(TIMESTAMP, other, BODY, THEN)).hasMessage("The signature is not Slack's.");
    }

    @ParameterizedTest
    @ValueSource(longs = {-301, 301, 86_400})
    void a_request_of_another_time_is_refused(long seconds) {
        assertThatThrownBy(() -> check(TIMESTAMP, SIGNATURE, BODY, THEN.plusSeconds(seconds)))
                .hasMessage("The request is older than five minutes.");
    }

    @ParameterizedTest
    @ValueSource(longs = {-300, 0, 300})
    void five_minutes_either_way_are_let_in(long seconds) {
        assertThatCode(() -> check(TIMESTAMP, SIGNATURE, BODY, THEN.plusSeconds(seconds))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "v0=", "v1=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503", "a2114d57",
        "v0=A2114D57B48EAC39B9AD189DD8316235A7B4A8D21A10BD27519666489C69B503"})
    void what_is_no_signature_is_refused_without_a_look_at_the_secret(String signature) {
        HttpEvent request = new HttpEvent(TIMESTAMP, signature, ChatRoom.bytes(BODY));

        assertThatThrownBy(() -> Signature.check(request, () -> {
            throw new AssertionError("asked for the secret");
        }, THEN)).isInstanceOf(RefusedException.class).hasMessage("The request is not signed.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-5", "1531420618.5", "99999999999999999999"})
    void a_signed_timestamp_that_is_no_number_is_refused(String timestamp) {
        String signature = Signature.of(timestamp, ChatRoom.bytes(BODY), SECRET);

        assertThatThrownBy(() -> check(timestamp, signature, BODY, THEN)).hasMessage("The timestamp is no number of seconds.");
    }
}
