package dev.redkite.trigger.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.deployment.Operation;
import dev.redkite.json.Json;
import dev.redkite.trigger.DataChoice;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;
import org.jspecify.annotations.Nullable;

/** Tokens that hold what is to be agreed to, signed so that only what was asked can be agreed to. Nothing is stored. */
record Confirmations(SigningSecret secret) {

    static final Duration LIFETIME = Duration.ofMinutes(5);

    /** What Slack signs begins with a version, so that neither signature can stand for the other. */
    private static final byte[] PURPOSE = "redkite-confirmation\n".getBytes(StandardCharsets.US_ASCII);

    String token(Confirmation confirmation) {
        byte[] content = Json.bytes(confirmation);
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        return encoder.encodeToString(content) + "." + encoder.encodeToString(signature(content));
    }

    /** @throws IllegalArgumentException saying why it does not count */
    Confirmation require(String token, String requester, Instant now) {
        Confirmation confirmation = Json.convert(Json.parse(new String(verified(token), StandardCharsets.UTF_8)), Confirmation.class);
        if (!confirmation.requester().equals(requester)) {
            throw new IllegalArgumentException("Only who asked can confirm it.");
        }
        if (now.getEpochSecond() >= confirmation.expires()) {
            throw new IllegalArgumentException("This question is older than five minutes. Next: give the command again.");
        }
        return confirmation;
    }

    private byte[] verified(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length == 2) {
            try {
                byte[] content = Base64.getUrlDecoder().decode(parts[0]);
                if (MessageDigest.isEqual(signature(content), Base64.getUrlDecoder().decode(parts[1]))) {
                    return content;
                }
            } catch (IllegalArgumentException _) {
                throw forged();
            }
        }
        throw forged();
    }

    private static IllegalArgumentException forged() {
        return new IllegalArgumentException("This confirmation is not one of Redkite's. Next: give the command again.");
    }

    private byte[] signature(byte[] content) {
        byte[] signed = new byte[PURPOSE.length + content.length];
        System.arraycopy(PURPOSE, 0, signed, 0, PURPOSE.length);
        System.arraycopy(content, 0, signed, PURPOSE.length, content.length);
        return new HmacUtils(HmacAlgorithms.HMAC_SHA_256, secret.bytes()).hmac(signed);
    }

    /**
     * What somebody is about to agree to.
     *
     * @param keepsData whether what Milvus holds comes back, if that was said
     * @param changes what to make otherwise when it is made again
     * @param backup  which one to give up
     * @param expires seconds since 1970
     * @param key     of the question, so that two questions never share a token
     */
    record Confirmation(
            String requester, String environment, Operation operation, boolean removesData, @Nullable Boolean keepsData, @Nullable JsonNode changes,
            @Nullable String backup, long expires, String key) {

        DataChoice data() {
            return new DataChoice(removesData, keepsData);
        }
    }
}
