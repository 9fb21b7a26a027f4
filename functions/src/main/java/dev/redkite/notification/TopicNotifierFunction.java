package dev.redkite.notification;

import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.platform.Platform;
import dev.redkite.slack.PlainText;
import java.util.Map;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;

/** To an SNS topic, as mail and others read it; its attributes are there to filter by. */
public final class TopicNotifierFunction extends NotifierFunction {

    /** SNS takes ASCII of less than 100 characters without line ends: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
    private static final int LONGEST_SUBJECT = 99;

    public TopicNotifierFunction() {
        this(new LambdaPlatform());
    }

    public TopicNotifierFunction(Platform platform) {
        super(platform);
    }

    @Override
    void tell(Notice notice) {
        platform().aws(SnsClient.class).publish(request -> request
                .topicArn(platform().variable("REDKITE_TOPIC"))
                .subject(subject(notice))
                .message(PlainText.of(notice.message()))
                .messageAttributes(Map.of("type", attribute(notice.type()), "environment", attribute(notice.environment()))));
    }

    private static String subject(Notice notice) {
        String subject = "Redkite: " + notice.type() + (notice.environment().isEmpty() ? "" : " (" + notice.environment() + ")");
        String plain = subject.replaceAll("[^\\x20-\\x7e]", "?");
        return plain.substring(0, Math.min(plain.length(), LONGEST_SUBJECT));
    }

    /** An attribute may not be empty. */
    private static MessageAttributeValue attribute(String value) {
        return MessageAttributeValue.builder().dataType("String").stringValue(value.isEmpty() ? "none" : value).build();
    }
}
