package dev.redkite.notification;

import dev.redkite.failure.StageBroken;
import dev.redkite.failure.Transient;
import dev.redkite.outside.AwsOutside;
import dev.redkite.outside.HttpSender.Answer;
import dev.redkite.outside.Outside;
import dev.redkite.slack.Hmac;
import dev.redkite.stage.Json;
import java.net.URI;
import java.util.HexFormat;
import java.util.Map;

/**
 * To an address of the user's, as JSON. {@code X-Redkite-Signature: t=<seconds>,v1=<digest>} proves where it comes from:
 * the digest is HMAC-SHA256 of {@code <seconds>.<body>} in hexadecimal. {@code X-Redkite-Event} is the same when it is
 * sent again.
 */
public final class WebhookNotifierFunction extends NotifierFunction {

    public WebhookNotifierFunction() {
        this(new AwsOutside());
    }

    public WebhookNotifierFunction(Outside outside) {
        super(outside);
    }

    @Override
    void tell(Notice notice) {
        URI address = URI.create(outside().variable("REDKITE_WEBHOOK_URL"));
        if (!"https".equals(address.getScheme())) {
            throw new StageBroken("WebhookUrl is not https. Next: correct the stack's parameter.");
        }
        String body = Json.text(notice.json());
        Answer answer = outside().http().post(address, Map.of(
                "Content-Type", "application/json",
                "X-Redkite-Event", notice.id(),
                "X-Redkite-Signature", signature(secret("REDKITE_WEBHOOK_SECRET"), outside().time().instant().getEpochSecond(), body)), body);
        if (!answer.accepted()) {
            throw new Transient("The webhook answered status %d to %s".formatted(answer.status(), notice.type()));
        }
    }

    static String signature(String secret, long seconds, String body) {
        return "t=%d,v1=%s".formatted(seconds, HexFormat.of().formatHex(Hmac.sha256(bytes(secret), bytes(seconds + "." + body))));
    }
}
