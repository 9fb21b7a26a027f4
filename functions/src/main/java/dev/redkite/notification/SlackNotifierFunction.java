package dev.redkite.notification;

import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.platform.Platform;
import dev.redkite.slack.WebApi;

/** To a Slack channel, as the app. */
public final class SlackNotifierFunction extends NotifierFunction {

    public SlackNotifierFunction() {
        this(new LambdaPlatform());
    }

    public SlackNotifierFunction(Platform platform) {
        super(platform);
    }

    @Override
    void tell(Notice notice) {
        new WebApi(platform().http()).post(
                secret("REDKITE_SLACK_BOT_TOKEN"), platform().variable("REDKITE_SLACK_CHANNEL"), notice.message());
    }
}
