package dev.redkite.notification;

import dev.redkite.failure.StageBroken;
import dev.redkite.failure.Transient;
import dev.redkite.json.Json;
import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.platform.HttpSender.Answer;
import dev.redkite.platform.Platform;
import java.net.URI;
import java.util.Map;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;

/**
 * To an address of the user's, as JSON. {@code X-Redkite-Signature: t=<seconds>,v1=<digest>} proves where it comes from:
 * the digest is HMAC-SHA256 of {@code <seconds>.<body>} in hexadecimal. {@code X-Redkite-Event} is the same when it is
 * sent again.
 */
public final class WebhookNotifierFunction extends NotifierFunction {

    public WebhookNotifierFunction() {
        this(new LambdaPlatform());
    }

    public WebhookNotifierFunction(Platform platform) {
        super(platform);
    }

    @Override
    void tell(Notice notice) {
        URI address = URI.create(platform().variable("REDKITE_WEBHOOK_URL"));
        if (!"https".equals(address.getScheme())) {
            throw new StageBroken("WebhookUrl is not https. Next: correct the stack's parameter.");
        }
        String body = Json.text(notice.json());
        Answer answer = platform().http().post(address, Map.of(
                "Content-Type", "application/json",
                "X-Redkite-Event", notice.id(),
                "X-Redkite-Signature", signature(secret("REDKITE_WEBHOOK_SECRET"), platform().time().instant().getEpochSecond(), body)), body);
        if (!answer.accepted()) {
            throw new Transient("The webhook answered status %d to %s".formatted(answer.status(), notice.type()));
        }
    }

    static String signature(String secret, long seconds, String body) {
        return "t=%d,v1=%s".formatted(seconds, new HmacUtils(HmacAlgorithms.HMAC_SHA_256, secret).hmacHex(seconds + "." + body));
    }
}
