package dev.redkite.sandbox.web;

import dev.redkite.failure.Transient;
import dev.redkite.platform.HttpSender;
import dev.redkite.sandbox.slack.FakeSlack;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The world beside AWS: Slack, and one address of a user's own. Other names lead nowhere. */
public final class FakeWeb implements HttpSender {

    /** Where the user's own service listens. */
    public static final URI WEBHOOK = URI.create("https://hooks.example.com/redkite");

    /** Where CloudFormation waits for what becomes of a custom resource, but for the signature. */
    public static final String CLOUD_FORMATION = "https://cloudformation-custom-resource-response-uswest2.s3.us-west-2.amazonaws.com/one";

    public record Delivery(Map<String, String> headers, String body) {}

    /** Anything sent, whatever became of it. */
    public record Sent(URI address, Map<String, String> headers, String body) {}

    private final FakeSlack slack = new FakeSlack();
    private final List<Delivery> deliveries = new ArrayList<>();
    private final List<Sent> sent = new ArrayList<>();
    private int webhookStatus = 204;

    public FakeSlack slack() {
        return slack;
    }

    /** What came to the webhook and was accepted. */
    public List<Delivery> deliveries() {
        return List.copyOf(deliveries);
    }

    /** Everything that was sent anywhere, in order. */
    public List<Sent> sent() {
        return List.copyOf(sent);
    }

    public void answerWebhookWith(int status) {
        webhookStatus = status;
    }

    /** S3 refuses what the signature does not cover, such as a type of content. */
    @Override
    public Answer put(URI address, Map<String, String> headers, String body) {
        sent.add(new Sent(address, headers, body));
        boolean signed = address.toString().startsWith(CLOUD_FORMATION + "?") && headers.isEmpty();
        return signed ? new Answer(200, "") : new Answer(403, "SignatureDoesNotMatch");
    }

    @Override
    public Answer post(URI address, Map<String, String> headers, String body) {
        sent.add(new Sent(address, headers, body));
        if (!"https".equals(address.getScheme())) {
            throw new IllegalArgumentException("nothing is sent in the clear: " + address.getScheme());
        }
        if (address.equals(WEBHOOK)) {
            if (webhookStatus < 300) {
                deliveries.add(new Delivery(headers, body));
            }
            return new Answer(webhookStatus, "");
        }
        if (address.getHost().equals("slack.com") || address.getHost().equals("hooks.slack.com")) {
            return slack.post(address, headers, body);
        }
        throw new Transient(address.getHost() + " gave no answer: unknown host");
    }
}
