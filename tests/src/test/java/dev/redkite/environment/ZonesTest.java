package dev.redkite.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ZonesTest {

    private static final AccountSnapshot EAST = new AccountSnapshot(Instant.parse("2026-11-24T09:00:00Z"), Planned.offering("1.35"), List.of("3.9.x"),
            List.of(new AccountSnapshot.Zone("us-east-1a", "use1-az3"), new AccountSnapshot.Zone("us-east-1b", "use1-az4"), new AccountSnapshot.Zone("us-east-1c", "use1-az5"),
                    new AccountSnapshot.Zone("us-east-1d", "use1-az6")),
            List.of(new AccountSnapshot.Subnet("subnet-00000001", "vpc-1", "us-east-1a", "use1-az3"),
                    new AccountSnapshot.Subnet("subnet-00000002", "vpc-1", "us-east-1b", "use1-az4")),
            List.of(), null, Map.of(), AccountSnapshot.Key.NONE, AccountSnapshot.Key.NONE, AccountSnapshot.Key.NONE, AccountSnapshot.HostedZone.NONE, AccountSnapshot.Certificates.NONE, List.of());

    private static Plan plan(String network) {
        return Planned.plan("{\"name\":\"demo\",\"network\":{" + network.replace('\'', '"') + "}}", null, EAST);
    }

    private static List<String> violations(String network) {
        return Planned.violations("{\"name\":\"demo\",\"network\":{" + network.replace('\'', '"') + "}}", null, EAST).toList();
    }

    @Test
    void a_made_network_goes_round_a_zone_without_control_planes_whatever_its_name() {
        assertThat(plan("").network().zones()).extracting(Plan.Network.Zone::name).containsExactly("us-east-1b", "us-east-1c", "us-east-1d");
    }

    @Test
    void zones_are_chosen_by_name_or_id() {
        assertThat(plan("'zones':['use1-az6','us-east-1b']").network().zones()).extracting(Plan.Network.Zone::name)
                .containsExactly("us-east-1d", "us-east-1b");
    }

    @Test
    void a_chosen_zone_without_control_planes_is_refused_with_those_that_have_them() {
        assertThat(violations("'zones':['us-east-1a','us-east-1b']")).singleElement().asString()
                .startsWith("$.network.zones[0]: lies in us-east-1a, which is use1-az3, where EKS makes no control planes; choose among us-east-1b (use1-az4)");
    }

    @Test
    void a_zone_of_another_region_and_one_named_twice_are_refused() {
        assertThat(violations("'zones':['eu-west-1a','us-east-1b','use1-az4']")).hasSize(2)
                .anyMatch(each -> each.startsWith("$.network.zones[0]: eu-west-1a is no availability zone of this region"))
                .anyMatch(each -> each.startsWith("$.network.zones[2]: use1-az4 is a zone that is named already"));
    }

    @Test
    void a_subnet_in_such_a_zone_is_refused() {
        assertThat(violations("'subnetIds':['subnet-00000001','subnet-00000002']")).singleElement().asString()
                .startsWith("$.network.subnetIds[0]: lies in us-east-1a, which is use1-az3");
    }

    @Test
    void a_standing_network_stays_in_its_zones() {
        Plan standing = plan("");
        String other = "{\"name\":\"demo\",\"network\":{\"zones\":[\"us-east-1b\",\"use1-az5\"]}}";
        String same = "{\"name\":\"demo\",\"network\":{\"zones\":[\"use1-az6\",\"us-east-1b\",\"use1-az5\"]}}";

        assertThat(Planned.violations(other, standing, EAST)).singleElement().asString().startsWith("$.network.zones: cannot change from");
        assertThat(Planned.plan(same, standing, EAST).network()).isEqualTo(standing.network());
    }
}
