package dev.redkite.sandbox.doctor;

import dev.redkite.network.Ec2Tags;
import dev.redkite.platform.Platform;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateVpcResponse;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/** How long until the tags of a VPC that was just made let subnets be made in it: two, in one zone, which is what {@link ClusterTrial} needs. */
record NetworkTrial(Platform platform, Actor actor, Patience patience, Belongings belongings, List<String> subnets) implements Trial {

    static final List<String> FUNCTIONS = List.of("NetworkFunction");

    /** As long as EC2 may not show what was made: https://docs.aws.amazon.com/ec2/latest/devguide/eventual-consistency.html */
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private static final String VPC = "10.0.0.0/24";
    private static final List<String> SUBNETS = List.of("10.0.0.0/26", "10.0.0.64/26");

    @Override
    public String title() {
        return "ec2:CreateVpc with a tag";
    }

    @Override
    public List<Finding> ask() {
        Ec2Client ec2 = actor.aws(Ec2Client.class);
        Patience.Outcome<CreateVpcResponse> made = patience.until(LONGEST, () -> ec2.createVpc(request -> request
                .cidrBlock(VPC).tagSpecifications(Ec2Tags.specification(ResourceType.VPC, Belongings.tags()))));
        List<Finding> findings = new ArrayList<>(List.of(finding(title(), actor, made)));
        if (made.granted()) {
            String vpc = made.answer().vpc().vpcId();
            belongings.add(vpc);
            String zone = zone();
            SUBNETS.forEach(block -> findings.add(one("ec2:CreateSubnet %s in the new VPC".formatted(block), actor, LONGEST, () -> {
                String subnet = ec2.createSubnet(request -> request.vpcId(vpc).cidrBlock(block).availabilityZone(zone)
                        .tagSpecifications(Ec2Tags.specification(ResourceType.SUBNET, Belongings.tags()))).subnet().subnetId();
                belongings.add(subnet);
                subnets.add(subnet);
                return subnet;
            })));
        }
        return findings;
    }

    private String zone() {
        return platform.aws(Ec2Client.class).describeAvailabilityZones(request -> request.filters(
                filter -> filter.name("zone-type").values("availability-zone"), filter -> filter.name("state").values("available")))
                .availabilityZones().getFirst().zoneName();
    }
}
