package dev.redkite.sandbox.doctor;

import dev.redkite.environment.Names;
import dev.redkite.failure.AwsErrors;
import dev.redkite.network.Ec2Tags;
import dev.redkite.platform.Platform;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/** What EC2 makes of a client token whose launch template is gone: the dead one, a new one, or nothing. */
record TokenTrial(Platform platform, Actor actor, Names names, Patience patience, Belongings belongings) implements Trial {

    static final List<String> FUNCTIONS = List.of("NodeGroupFunction");

    /** As long as EC2 may not show what was made: https://docs.aws.amazon.com/ec2/latest/devguide/eventual-consistency.html */
    private static final Duration LONGEST = Duration.ofMinutes(2);

    @Override
    public String title() {
        return "ec2:CreateLaunchTemplate again with the token of one that was deleted";
    }

    @Override
    public List<Finding> ask() {
        String token = "redkite-doctor-" + HexFormat.of().toHexDigits(platform.random().nextLong());
        Patience.Outcome<String> first = patience.until(LONGEST, () -> create(token));
        List<Finding> findings = new ArrayList<>(List.of(finding("ec2:CreateLaunchTemplate with a tag", actor, first)));
        if (first.granted()) {
            Finding deleted = one("ec2:DeleteLaunchTemplate of the new one", actor, LONGEST, () -> actor.aws(Ec2Client.class)
                    .deleteLaunchTemplate(request -> request.launchTemplateId(first.answer())));
            findings.add(deleted);
            if (!deleted.needsSomebody()) {
                belongings.forget(first.answer());
                findings.add(topic().fine(again(token, first.answer())));
            }
        }
        return findings;
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
        String id = actor.aws(Ec2Client.class).createLaunchTemplate(request -> request
                        .launchTemplateName(names.launchTemplate())
                        .clientToken(token)
                        .tagSpecifications(Ec2Tags.specification(ResourceType.LAUNCH_TEMPLATE, Belongings.tags()))
                        .launchTemplateData(data -> data.instanceType("t3.nano")))
                .launchTemplate().launchTemplateId();
        belongings.add(id);
        return id;
    }
}
