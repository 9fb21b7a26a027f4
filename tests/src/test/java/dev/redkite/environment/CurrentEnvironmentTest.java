package dev.redkite.environment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.environment.Plan.Network.Zone;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an update starts from where what stands is not what was planned. */
class CurrentEnvironmentTest {

    private static final Plan PLANNED = Planned.plan("{\"name\":\"demo\",\"protected\":true}", null);

    private static ExistingResources found(Plan.Network network, Plan.Nodes nodes, boolean milvus, boolean isProtected) {
        return new ExistingResources(network, null, nodes, milvus, isProtected, false);
    }

    private static CurrentEnvironment standing(ExistingResources found) {
        return new CurrentEnvironment(PLANNED, null, found);
    }

    private static Plan.Network vpc(String cidr) {
        return new Plan.Network(List.of(), cidr, List.of(new Zone("us-west-2a", "10.1.0.0/20", "10.1.16.0/20"), new Zone("us-west-2b", "10.1.32.0/20", "10.1.48.0/20")), false);
    }

    @Test
    void a_vpc_of_the_planned_range_has_the_zones_that_were_planned() {
        assertThat(standing(found(vpc("10.42.0.0/16"), null, false, false)).network()).contains(PLANNED.network());
    }

    @Test
    void a_vpc_of_another_range_is_taken_as_it_stands() {
        assertThat(standing(found(vpc("10.1.0.0/16"), null, false, false)).network()).contains(vpc("10.1.0.0/16"));
    }

    @Test
    void a_vpc_of_which_too_little_was_made_to_tell_how_it_was_planned_is_none() {
        Plan.Network half = new Plan.Network(List.of(), "10.1.0.0/16", List.of(new Zone("us-west-2a", "10.1.0.0/20", "10.1.16.0/20")), false);

        assertThat(standing(found(half, null, false, false)).network()).isEmpty();
    }

    @Test
    void adopted_subnets_are_those_that_stand_in_whatever_order_they_were_planned() {
        String adopting = "{\"name\":\"demo\",\"network\":{\"subnetIds\":[\"subnet-00000001\",\"subnet-00000002\"]}}";
        Plan planned = Planned.plan(adopting, null);
        Plan.Network turned = new Plan.Network(List.of("subnet-00000002", "subnet-00000001"), null, List.of(), true);
        Plan.Network others = new Plan.Network(List.of("subnet-00000003", "subnet-00000001"), null, List.of(), true);

        assertThat(new CurrentEnvironment(planned, null, found(turned, null, false, false)).network()).contains(planned.network());
        assertThat(new CurrentEnvironment(planned, null, found(others, null, false, false)).network()).contains(others);
    }

    @Test
    void whether_it_is_protected_was_planned_and_is_read_off_where_nothing_was() {
        assertThat(standing(found(null, null, false, false)).deletionProtected()).isTrue();
        assertThat(new CurrentEnvironment(null, null, found(null, null, false, true)).deletionProtected()).isTrue();
        assertThat(CurrentEnvironment.NOTHING.deletionProtected()).isFalse();
    }

    @Test
    void a_disk_of_which_aws_knows_nothing_is_as_it_was_planned() {
        Plan.Nodes unknown = new Plan.Nodes("m6i.large", 5, 0, "as found");
        Plan.Nodes known = new Plan.Nodes("m6i.large", 5, 80, "as found");

        assertThat(standing(found(null, unknown, false, false)).nodes())
                .contains(new Plan.Nodes("m6i.large", 5, PLANNED.nodes().volumeGibibytes(), "as found"));
        assertThat(standing(found(null, known, false, false)).nodes()).contains(known);
        assertThat(new CurrentEnvironment(null, null, found(null, unknown, false, false)).nodes()).contains(unknown);
    }

    @Test
    void milvus_and_its_bucket_bind_nobody_before_there_is_data() {
        CurrentEnvironment without = standing(found(null, null, false, false));
        CurrentEnvironment with = standing(found(null, null, true, false));

        assertThat(without.milvus()).isEmpty();
        assertThat(without.storage()).isEmpty();
        assertThat(with.milvus()).contains(PLANNED.milvus());
        assertThat(with.storage()).contains(PLANNED.storage());
    }

    @Test
    void brokers_of_a_type_that_somebody_else_chose_are_put_back() {
        Plan.Kafka other = new Plan.Kafka("3.8.x", "kafka.m5.large", 6, 500);
        ExistingResources found = new ExistingResources(null, other, null, false, false, false);

        assertThat(standing(found).kafka()).contains(new Plan.Kafka("3.8.x", PLANNED.kafka().instanceType(), 6, 500));
        assertThat(new CurrentEnvironment(null, null, found).kafka()).contains(other);
    }
}
