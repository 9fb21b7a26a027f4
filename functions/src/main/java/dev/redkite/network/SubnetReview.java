package dev.redkite.network;

import dev.redkite.environment.Plan;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** What the stage would say against the subnets that a plan adopts, in its words; reads only. */
public record SubnetReview(Ec2Client ec2) {

    /**
     * Sentences; none for a network that is to be made.
     *
     * @param leaving the plan of the life that is torn down before, if one is and somebody knows what it was
     */
    public List<String> violations(Plan plan, @Nullable Plan leaving) {
        return plan.network().adopted()
                ? new AdoptedSubnetsStep(ec2).violations(NetworkSpec.of(plan, null), leaving == null ? null : NetworkSpec.of(leaving, null))
                : List.of();
    }
}
