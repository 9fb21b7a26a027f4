package dev.redkite.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CostTest {

    private static final BillOfMaterials BILL = new BillOfMaterials(
            "m6i.2xlarge", 3, 50, "kafka.m7g.large", 3, 100, 3, 20, 1, 1, 1, 1, 1);

    private final Prices prices = Prices.load();

    @Test
    void adds_up_everything_that_costs_by_the_hour() {
        Cost cost = Cost.of(BILL, prices, "us-east-1");

        double hourly = 0.10 + 3 * 0.384 + 3 * 0.204 + 0.045 + 2 * 0.0225;
        double monthly = (150 + 60) * 0.08 + 300 * 0.10 + 1 + 0.40;
        assertThat(cost.perHour()).hasValueCloseTo(hourly + monthly / 730, within(1e-9));
        assertThat(cost.perMonth()).hasValueCloseTo(hourly * 730 + monthly, within(1e-6));
    }

    @Test
    void leaves_out_what_there_is_none_of() {
        BillOfMaterials bare = new BillOfMaterials("m6i.2xlarge", 3, 50, "kafka.m7g.large", 3, 100, 3, 20, 0, 1, 0, 1, 1);

        assertThat(Cost.of(bare, prices, "us-east-1").lines())
                .extracting(Cost.Line::what)
                .doesNotContain("NAT gateways", "application load balancers");
    }

    @Test
    void says_what_has_no_price_instead_of_counting_it_as_nothing() {
        BillOfMaterials unknown = new BillOfMaterials("x9.large", 3, 50, "kafka.m7g.large", 3, 100, 3, 20, 0, 1, 0, 1, 1);

        Cost cost = Cost.of(unknown, prices, "us-east-1");

        assertThat(cost.perHour()).isPresent();
        assertThat(cost.unpriced()).containsExactly("x9.large nodes");
        assertThat(cost.notes()).anyMatch(note -> note.startsWith("No price is known in us-east-1 for: x9.large nodes."));
    }

    @Test
    void is_unknown_and_not_nothing_in_a_region_without_prices() {
        Cost cost = Cost.of(BILL, prices, "ap-south-1");

        assertThat(cost.lines()).isEmpty();
        assertThat(cost.perHour()).isEmpty();
        assertThat(cost.perMonth()).isEmpty();
        assertThat(cost.unpriced()).contains("EKS control plane", "m6i.2xlarge nodes", "secrets");
        assertThat(cost.notes()).containsExactly("No price is known in ap-south-1, so what this costs is not known;"
                + " prices are known for us-east-1, us-west-2.");
    }

    @Test
    void says_which_prices_were_not_read_from_a_list() {
        assertThat(Cost.of(BILL, prices, "us-west-2").notes())
                .anyMatch(note -> note.startsWith("Prices that were not read") && note.contains("m6i.2xlarge nodes"));
    }

    @Test
    void a_price_that_was_read_from_its_list_is_not_among_them() {
        assertThat(Cost.of(BILL, prices, "us-east-1").notes())
                .anyMatch(note -> note.startsWith("Prices that were not read") && note.contains("EKS control plane") && !note.contains("m6i.2xlarge nodes"));
    }

    @Test
    void gives_every_price_its_source_unit_and_confidence() {
        Price price = prices.find("msk:kafka.m7g.xlarge", "us-east-1").orElseThrow();

        assertThat(price.usd()).isEqualTo(0.408);
        assertThat(price.unit()).isEqualTo("hour");
        assertThat(price.confidence()).isEqualTo("derived");
        assertThat(price.asOf()).isEqualTo("2026-11");
        assertThat(price.source()).contains("https://aws.amazon.com/msk/pricing/");
    }

    @Test
    void has_a_price_for_every_broker_type_of_the_catalog() {
        assertThat(Catalog.load().supportedBrokerTypes())
                .allSatisfy(type -> assertThat(prices.find("msk:" + type, "us-east-1")).isPresent());
    }
}
