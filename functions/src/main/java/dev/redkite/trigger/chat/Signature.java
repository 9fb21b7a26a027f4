package dev.redkite.trigger.chat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;

/** Proof that Slack sent a request, and just now: https://docs.slack.dev/authentication/verifying-requests-from-slack */
final class Signature {

    static final Duration LONGEST_AGE = Duration.ofMinutes(5);

    private static final String VERSION = "v0";

    private Signature() {}

    /**
     * The signature comes before the age, so that nobody unknown learns anything of the clock; and what has not even
     * the form of one costs no look at the secret.
     *
     * @throws RefusedException when it is not Slack's, or not just now
     */
    static void check(HttpEvent request, Supplier<byte[]> secret, Instant now) {
        if (!request.signature().matches(VERSION + "=[0-9a-f]{64}")) {
            throw new RefusedException(401, "The request is not signed.");
        }
        byte[] wanted = of(request.timestamp(), request.body(), secret.get()).getBytes(StandardCharsets.US_ASCII);
        if (!MessageDigest.isEqual(wanted, request.signature().getBytes(StandardCharsets.UTF_8))) {
            throw new RefusedException(401, "The signature is not Slack's.");
        }
        if (!request.timestamp().matches("[0-9]{1,12}")) {
            throw new RefusedException(401, "The timestamp is no number of seconds.");
        }
        Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(request.timestamp())), now).abs();
        if (age.compareTo(LONGEST_AGE) > 0) {
            throw new RefusedException(401, "The request is older than five minutes.");
        }
    }

    /** {@code v0=} and the digest of {@code v0:<timestamp>:<body>} in hexadecimal. */
    static String of(String timestamp, byte[] body, byte[] secret) {
        ByteArrayOutputStream signed = new ByteArrayOutputStream();
        signed.writeBytes((VERSION + ":" + timestamp + ":").getBytes(StandardCharsets.UTF_8));
        signed.writeBytes(body);
        return VERSION + "=" + new HmacUtils(HmacAlgorithms.HMAC_SHA_256, secret).hmacHex(signed.toByteArray());
    }
}
