package dev.redkite.sandbox.doctor;

import dev.redkite.network.Ec2Tags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AllocateAddressResponse;
import software.amazon.awssdk.services.ec2.model.DomainType;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/** How long until the tags of an elastic IP that was just made let it be used: to be released, for a NAT gateway costs an hour at least. */
record AddressTrial(Actor actor, Patience patience, Belongings belongings) implements Trial {

    static final List<String> FUNCTIONS = List.of("EgressFunction");

    /** As long as EC2 may not show what was made: https://docs.aws.amazon.com/ec2/latest/devguide/eventual-consistency.html */
    private static final Duration LONGEST = Duration.ofMinutes(2);

    @Override
    public String title() {
        return "ec2:AllocateAddress with a tag";
    }

    @Override
    public List<Finding> ask() {
        Ec2Client ec2 = actor.aws(Ec2Client.class);
        Patience.Outcome<AllocateAddressResponse> made = patience.until(LONGEST, () -> ec2.allocateAddress(request -> request
                .domain(DomainType.VPC).tagSpecifications(Ec2Tags.specification(ResourceType.ELASTIC_IP, Belongings.tags()))));
        List<Finding> findings = new ArrayList<>(List.of(finding(title(), actor, made)));
        if (made.granted()) {
            String address = made.answer().allocationId();
            belongings.add(address);
            Finding released = one("ec2:ReleaseAddress of the new address", actor, LONGEST, () -> ec2.releaseAddress(request -> request.allocationId(address)));
            if (!released.needsSomebody()) {
                belongings.forget(address);
            }
            findings.add(released);
        }
        return findings;
    }
}
