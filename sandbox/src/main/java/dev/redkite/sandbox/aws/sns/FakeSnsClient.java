package dev.redkite.sandbox.aws.sns;

import dev.redkite.sandbox.aws.AccountRegion;
import dev.redkite.sandbox.aws.Errors;
import dev.redkite.sandbox.aws.FakeService;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;

/** Topics that keep what is published; what the service says of subjects and attributes, it enforces. */
public final class FakeSnsClient extends FakeService implements SnsClient {

    private static final int LARGEST = 262_144;

    private final AccountRegion place;
    private final Set<String> topics = new HashSet<>();
    private final List<PublishRequest> published = new ArrayList<>();

    public FakeSnsClient(AccountRegion place) {
        this.place = place;
    }

    public void createTopic(String arn) {
        topics.add(arn);
    }

    public List<PublishRequest> published() {
        return List.copyOf(published);
    }

    @Override
    public PublishResponse publish(PublishRequest request) {
        if (!topics.contains(request.topicArn())) {
            throw Errors.of("Sns", 404, "NotFound", "Topic does not exist");
        }
        if (request.message() == null || request.message().isEmpty() || request.message().length() > LARGEST) {
            throw Errors.of("Sns", 400, "InvalidParameter", "Invalid parameter: Message");
        }
        if (request.subject() != null && !request.subject().matches("[\\x21-\\x7e][\\x20-\\x7e]{0,98}")) {
            throw Errors.of("Sns", 400, "InvalidParameter", "Invalid parameter: Subject");
        }
        request.messageAttributes().forEach((name, value) -> {
            if (value.dataType() == null || value.stringValue() == null || value.stringValue().isEmpty()) {
                throw Errors.of("Sns", 400, "ParameterValueInvalid", "The message attribute '" + name + "' must contain non-empty message attribute value.");
            }
        });
        published.add(request);
        return PublishResponse.builder().messageId(place.identifiers().uuid("message")).build();
    }
}
