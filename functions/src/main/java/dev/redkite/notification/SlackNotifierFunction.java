package dev.redkite.notification;

import dev.redkite.outside.AwsOutside;
import dev.redkite.outside.Outside;
import dev.redkite.slack.WebApi;

/** To a Slack channel, as the app. */
public final class SlackNotifierFunction extends NotifierFunction {

    public SlackNotifierFunction() {
        this(new AwsOutside());
    }

    public SlackNotifierFunction(Outside outside) {
        super(outside);
    }

    @Override
    void tell(Notice notice) {
        new WebApi(outside().http()).post(
                secret("REDKITE_SLACK_BOT_TOKEN"), outside().variable("REDKITE_SLACK_CHANNEL"), notice.message());
    }
}
