package dev.redkite.environment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AddressNeedTest {

    private static AddressNeed of(String more) {
        return AddressNeed.of(Planned.plan("{\"name\":\"demo\"" + more.replace('\'', '"') + "}", null));
    }

    @Test
    void a_small_environment_needs_a_few_dozen_addresses_in_each_subnet() {
        AddressNeed need = of("");

        assertThat(need.total()).isEqualTo(need.nodes() * need.addressesOfNode() + 2 + 6 + 8).isBetween(28, 59);
        assertThat(need.inWords()).isEqualTo("%d: %d for each of %d nodes with its pods, 2 for MSK, 6 for EKS and 8 for load balancers"
                .formatted(need.total(), need.addressesOfNode(), need.nodes()));
    }

    @Test
    void load_balancers_on_the_internet_stand_elsewhere() {
        String open = ",'exposure':{'scheme':'internet-facing','sourceRanges':['203.0.113.0/24']},'attu':{'enabled':false}";

        assertThat(of(open).total()).isEqualTo(of("").total() - AddressNeed.LOAD_BALANCER);
    }

    @Test
    void many_nodes_do_not_fit_into_a_small_range() {
        String many = "{\"name\":\"demo\",\"nodes\":{\"count\":200},\"network\":{\"cidr\":\"10.0.0.0/20\"}}";

        assertThat(Planned.violations(many, null)).singleElement().asString()
                .startsWith("$.network.cidr: 10.0.0.0/20 gives each private subnet 507 addresses, and it needs ")
                .endsWith("choose a larger range");
        assertThat(Planned.plan(many.replace("/20", "/16"), null).nodes().count()).isEqualTo(200);
    }

    @Test
    void one_load_balancer_inside_is_enough_to_need_their_addresses() {
        String open = "'scheme':'internet-facing','sourceRanges':['203.0.113.0/24']";

        assertThat(of(",'exposure':{" + open + "}").loadBalancers()).isEqualTo(AddressNeed.LOAD_BALANCER);
        assertThat(of(",'attu':{" + open + "}").loadBalancers()).isEqualTo(AddressNeed.LOAD_BALANCER);
        assertThat(of(",'attu':{'enabled':false}").loadBalancers()).isEqualTo(AddressNeed.LOAD_BALANCER);
        assertThat(of(",'exposure':{" + open + "},'attu':{" + open + "}").loadBalancers()).isZero();
    }

    @Test
    void the_pods_of_milvus_and_etcd_are_spread_over_the_nodes() {
        AddressNeed need = of(",'workload':{'rows':100000000}");

        assertThat(need.nodes()).isEqualTo(2);
        assertThat(need.addressesOfNode()).isEqualTo(14);
    }

    /** 1019 addresses of each private subnet: 12 for each of 84 nodes, 5 for MSK and 6 for EKS. */
    @Test
    void what_fits_exactly_is_planned_and_one_node_more_is_not() {
        String open = "{'scheme':'internet-facing','sourceRanges':['203.0.113.0/24']}";
        String exact = "{'name':'demo','network':{'cidr':'10.0.0.0/19'},'nodes':{'count':252},'kafka':{'brokers':12},'exposure':%1$s,'attu':%1$s}"
                .formatted(open).replace('\'', '"');

        assertThat(AddressNeed.of(Planned.plan(exact, null)).total()).isEqualTo(1_019);
        assertThat(Planned.violations(exact.replace("252", "253"), null)).singleElement().asString()
                .startsWith("$.network.cidr: 10.0.0.0/19 gives each private subnet 1019 addresses, and it needs 1031: 12 for each of 85 nodes");
    }
}
