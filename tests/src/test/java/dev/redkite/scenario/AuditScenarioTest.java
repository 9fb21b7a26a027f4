package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.sandbox.aws.World;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateVolumeRequest;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** A teardown of an environment whose cluster left behind everything that clusters are known to leave. */
class AuditScenarioTest {

    private static final String SUBNET = "subnet-0a1a0000000000001";

    private final ObjectNode event = Events.read("02-reference");
    private final Sandbox sandbox = Sandbox.open(TestSettings.of(event));
    private final World world = sandbox.world();

    private Set<String> added(Set<String> before) {
        Set<String> added = new TreeSet<>(world.inventory().keySet());
        added.removeAll(before);
        return added;
    }

    /** What lingers by no fault of the machine: forgotten by services, or made beside it. */
    private void plantLeaks() {
        world.elasticLoadBalancing().leavesLoadBalancerBehind();
        world.ec2().leavesInterfaceBehind();
        String group = world.ec2().addSecurityGroup("vpc-0a1a0000000000001", "k8s-traffic-forgotten", "forgotten",
                Map.of("elbv2.k8s.aws/cluster", "redkite-reference"));
        world.ec2().abandonNetworkInterface(world.ec2().addNetworkInterface(SUBNET, List.of(group), "aws-K8S-i-0123456789abcdef0",
                "123456789012", Map.of("cluster.k8s.amazonaws.com/name", "redkite-reference")));
        world.ec2().addLaunchTemplate("eks-forgotten", Map.of("eks:cluster-name", "redkite-reference"));
        world.client(Ec2Client.class).createVolume(CreateVolumeRequest.builder()
                .availabilityZone("us-west-2a").size(8).volumeType("gp3")
                .tagSpecifications(TagSpecification.builder()
                        .resourceType(ResourceType.VOLUME)
                        .tags(tag("kubernetes.io/cluster/redkite-reference", "owned"), tag("ebs.csi.aws.com/cluster", "true"))
                        .build())
                .build());
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    @Test
    void ends_with_nothing_left_and_says_what_is_not_its_own() {
        try (sandbox) {
            Set<String> before = new TreeSet<>(world.inventory().keySet());
            assertThat(sandbox.deliver(event).phase()).isEqualTo("READY");
            plantLeaks();
            world.kms().standing("alias/redkite-reference-g9");
            world.ec2().addSecurityGroup("vpc-0a1a0000000000001", "theirs", "theirs",
                    Map.of("aws:eks:cluster-name", "redkite-reference2"));

            Outcome outcome = sandbox.deliver(Events.read("11-teardown-remove-data"));

            assertThat(outcome.phase()).as(outcome.message()).isEqualTo("REMOVED");
            JsonNode removal = outcome.output().path("removal");
            assertThat(removal.path("leftovers").asInt(-1)).isZero();
            assertThat(removal.path("audited").asInt()).isBetween(40, 80);
            assertThat(removal.path("untouched")).singleElement().asString().contains("alias/redkite-reference-g9");
            assertThat(added(before)).as("somebody else's alone, and the rule that each group is made with")
                    .hasSize(4).anyMatch(name -> name.equals("kms:alias/redkite-reference-g9"));
        }
    }
}
