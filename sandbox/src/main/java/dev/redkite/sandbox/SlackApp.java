package dev.redkite.sandbox;

import dev.redkite.sandbox.aws.World;
import dev.redkite.sandbox.slack.FakeSlack;
import dev.redkite.sandbox.web.FakeWeb;
import java.util.Map;

/** A Slack app and a webhook as an operator would have set them up before the stack. */
public final class SlackApp {

    static final String ROUTE = "POST /slack";

    /** The one in Slack's own documentation: https://docs.slack.dev/authentication/verifying-requests-from-slack */
    public static final String SIGNING_SECRET = "8f742231b10e8888abcd99yyyzzz85a5";

    public static final String WEBHOOK_SECRET = "whsec-sandbox";

    private SlackApp() {}

    /** Puts the app's secrets into the account; answers the parameters to give the stack. */
    static Map<String, String> install(World world) {
        return Map.of(
                "SlackSigningSecretArn", world.secretsManager().standing("slack/signing-secret", SIGNING_SECRET, null),
                "SlackBotTokenSecretArn", world.secretsManager().standing("slack/bot-token", FakeSlack.TOKEN, null),
                "SlackChannel", FakeSlack.CHANNEL,
                "WebhookUrl", FakeWeb.WEBHOOK.toString(),
                "WebhookSecretArn", world.secretsManager().standing("webhook/secret", WEBHOOK_SECRET, null));
    }
}
