package dev.redkite.sandbox.doctor;

import dev.redkite.failure.AwsErrors;
import dev.redkite.outside.Outside;
import dev.redkite.sandbox.doctor.Finding.Group;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** What EC2 makes of a client token whose launch template is gone: the dead one, a new one, or nothing. */
record TokenTrial(Outside outside, Patience patience, Belongings belongings) implements Check {

    /** As long as EC2 may not show what was made: https://docs.aws.amazon.com/ec2/latest/devguide/eventual-consistency.html */
    private static final Duration LONGEST = Duration.ofMinutes(2);

    @Override
    public Group group() {
        return Group.BEHAVIOUR;
    }

    @Override
    public String asked() {
        return "ec2:CreateLaunchTemplate again with the token of one that was deleted";
    }

    @Override
    public List<Finding> ask() {
        String token = "redkite-doctor-" + HexFormat.of().toHexDigits(outside.random().nextLong());
        String first = create(token);
        Patience.Outcome<?> deleted = patience.until(LONGEST,
                () -> outside.aws(Ec2Client.class).deleteLaunchTemplate(request -> request.launchTemplateId(first)));
        if (!deleted.granted()) {
            return List.of(Finding.unasked(group(), asked(), "the first one would not go: " + deleted.told(), "add the permission that it names, if it is one"));
        }
        belongings.forget(first);
        return List.of(Finding.fine(group(), asked(), again(token, first)));
    }

    private String again(String token, String first) {
        try {
            String second = create(token);
            if (second.equals(first)) {
                belongings.forget(second);
            }
            return second.equals(first) ? "EC2 answers with the deleted one, so a repair needs a token of its own"
                    : "EC2 makes a new one, so the token may be used again";
        } catch (AwsServiceException e) {
            return "refused, which is taken for %s: %s; so a repair needs a token of its own".formatted(AwsErrors.kindOf(e), AwsErrors.messageOf(e));
        }
    }

    private String create(String token) {
        TagSpecification tags = TagSpecification.builder().resourceType(ResourceType.LAUNCH_TEMPLATE)
                .tags(Belongings.tags().entrySet().stream().map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build()).toList())
                .build();
        String id = outside.aws(Ec2Client.class).createLaunchTemplate(request -> request
                        .launchTemplateName(Belongings.NAME)
                        .clientToken(token)
                        .tagSpecifications(tags)
                        .launchTemplateData(data -> data.instanceType("t3.nano")))
                .launchTemplate().launchTemplateId();
        belongings.made(id);
        return id;
    }
}
