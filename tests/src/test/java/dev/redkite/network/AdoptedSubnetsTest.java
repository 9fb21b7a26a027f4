package dev.redkite.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.environment.AddressNeed;
import dev.redkite.environment.Names;
import dev.redkite.environment.Ownership;
import dev.redkite.environment.Plan;
import dev.redkite.failure.InvalidRequest;
import dev.redkite.failure.NotOurs;
import dev.redkite.sandbox.aws.World;
import dev.redkite.stage.Progress.Done;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** The user's own subnets, as {@code account.json} has them. */
class AdoptedSubnetsTest {

    private static final String A = "subnet-0a1a0000000000001";
    private static final String B = "subnet-0a1b0000000000002";
    private static final String C = "subnet-0a1c0000000000003";

    private final World world = World.standing();
    private final Ec2Client ec2 = world.client(Ec2Client.class);
    private final NetworkStage stage = new NetworkStage(ec2);

    private static NetworkSpec wanted(boolean internetFacing, String... subnetIds) {
        return new NetworkSpec(
                new Names("demo", 1, "123456789012", "us-west-2"),
                new Ownership("demo", 1, Map.of()),
                new Plan.Network(List.of(subnetIds), null, List.of(), false),
                internetFacing,
                new AddressNeed(1, 14, 2, 8),
                "arn:aws:states:us-west-2:123456789012:execution:redkite-provision:1");
    }

    private NetworkFacts adopted(NetworkSpec wanted) {
        stage.ensure(wanted);
        world.clock().advance(Duration.ofSeconds(5));
        return ((Done<NetworkFacts>) stage.ensure(wanted)).facts();
    }

    @Test
    void uses_the_subnets_in_the_order_they_are_named() {
        NetworkFacts facts = adopted(wanted(false, C, A, B));

        assertThat(facts.privateSubnetIds()).containsExactly(C, A, B);
        assertThat(facts.zones()).containsExactly("us-west-2c", "us-west-2a", "us-west-2b");
        assertThat(facts.vpcId()).isEqualTo("vpc-0a1a0000000000001");
        assertThat(facts.vpcCidr()).isEqualTo("10.20.0.0/16");
        assertThat(facts.publicSubnetIds()).isEmpty();
    }

    @Test
    void makes_the_brokers_group_and_nothing_else() {
        adopted(wanted(false, A, B));

        assertThat(world.takeChanges()).containsExactly("Ec2:CreateSecurityGroup");
    }

    @Test
    void finds_the_public_subnets_for_a_load_balancer_open_to_the_internet() {
        assertThat(adopted(wanted(true, A, B)).publicSubnetIds())
                .containsExactly("subnet-0a1a0000000000011", "subnet-0a1b0000000000012", "subnet-0a1c0000000000013");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            subnet-0a1a0000000000001 subnet-0fff0000000000000 | subnet-0fff0000000000000 does not exist in account 123456789012
            subnet-0a1a0000000000001 subnet-0b1b0000000000021 | the subnets are in 2 VPCs
            subnet-0a1a0000000000001 subnet-0a1a0000000000004 | are all in zone us-west-2a: name one subnet a zone
            subnet-0a1a0000000000001                          | name subnets in at least 2 zones
            subnet-0a1a0000000000001 subnet-0a1b0000000000005 | subnet-0a1b0000000000005 has 11 free addresses and needs 30: 14 for each of 1 nodes with its pods
            subnet-0a1a0000000000001 subnet-0a1b0000000000007 | subnet-0a1b0000000000007 has no working route to 0.0.0.0/0
            subnet-0a1a0000000000001 subnet-0a1b0000000000012 | subnet-0a1b0000000000012 is public
            subnet-0b1b0000000000021                          | vpc-0b1a0000000000002 gives no DNS names to hosts
            """)
    void says_what_is_wrong_and_what_to_do(String subnetIds, String violation) {
        NetworkSpec wanted = wanted(false, subnetIds.split(" "));

        assertThatThrownBy(() -> stage.ensure(wanted)).isInstanceOf(InvalidRequest.class).hasMessageContaining(violation);
        assertThat(world.takeChanges()).isEmpty();
    }

    @Test
    void lists_all_violations_at_once() {
        NetworkSpec wanted = wanted(false, A, "subnet-0a1b0000000000005", "subnet-0a1a0000000000004", "subnet-0fff0000000000000");

        assertThatThrownBy(() -> stage.ensure(wanted))
                .hasMessageContainingAll("subnet-0a1b0000000000005", "subnet-0a1a0000000000004", "subnet-0fff0000000000000")
                .satisfies(error -> assertThat(error.getMessage().lines()).hasSize(5));
    }

    @Test
    void asks_for_no_tags_because_load_balancers_are_placed_by_name() {
        ec2.deleteTags(request -> request
                .resources("subnet-0a1b0000000000012", "subnet-0a1c0000000000013")
                .tags(tag -> tag.key("kubernetes.io/role/elb")));

        assertThat(adopted(wanted(true, A, "subnet-0a1c0000000000006")).publicSubnetIds())
                .containsExactly("subnet-0a1a0000000000011", "subnet-0a1b0000000000012", "subnet-0a1c0000000000013");
    }

    @Test
    void does_not_count_addresses_that_the_environment_itself_has_taken() {
        adopted(wanted(false, A, B));
        for (int i = 0; i < 4080; i++) {
            world.ec2().addNetworkInterface(A, List.of(), "pods", "amazon-eks", Map.of());
        }

        assertThat(stage.ensure(wanted(false, A, B))).isInstanceOf(Done.class);
    }

    @Test
    void changes_nothing_the_second_time() {
        adopted(wanted(false, A, B));
        world.takeChanges();

        assertThat(stage.ensure(wanted(false, A, B))).isInstanceOf(Done.class);

        assertThat(world.takeChanges()).isEmpty();
    }

    @Test
    void leaves_the_account_as_it_was_when_retired() {
        Map<String, Map<String, String>> before = world.ec2().inventory();
        adopted(wanted(false, A, B));

        assertThat(stage.retire(wanted(false, A, B))).isInstanceOf(Done.class);

        assertThat(world.ec2().inventory()).isEqualTo(before);
    }

    @Test
    void refuses_a_strangers_group_of_the_same_name() {
        world.ec2().addSecurityGroup("vpc-0a1a0000000000001", "redkite-demo-brokers", "somebody's", Map.of());
        Map<String, Map<String, String>> before = world.ec2().inventory();

        assertThatThrownBy(() -> stage.ensure(wanted(false, A, B)))
                .isInstanceOf(NotOurs.class).hasMessageContaining("redkite-demo-brokers");
        assertThat(stage.retire(wanted(false, A, B))).isInstanceOf(Done.class);
        assertThat(world.ec2().inventory()).isEqualTo(before);
        assertThat(world.takeChanges()).as("EC2 refuses a second group of a name, and is asked for one").containsExactly("Ec2:CreateSecurityGroup");
    }
}
