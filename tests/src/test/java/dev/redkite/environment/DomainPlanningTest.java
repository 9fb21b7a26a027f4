package dev.redkite.environment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.environment.AccountSnapshot.HostedZone;
import dev.redkite.failure.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In which zone an environment has its names. */
class DomainPlanningTest {

    private static final HostedZone FOUND = new HostedZone("Z1", "example.com", false, List.of());

    private final Violations violations = new Violations();
    private final List<String> warnings = new ArrayList<>();
    private final DomainPlanning planning = new DomainPlanning(violations, warnings);

    private Optional<Plan.Domain> domain(String hosted, String made, HostedZone found, Scheme scheme) {
        return planning.domain(new EnvironmentSpec.Domain(hosted, made), found, scheme);
    }

    @Test
    void a_zone_of_the_user_s_is_planned_by_its_id_and_name() {
        assertThat(domain("example.com", null, FOUND, Scheme.INTERNAL)).contains(new Plan.Domain("example.com", "Z1"));
        assertThat(warnings).isEmpty();
    }

    @Test
    void a_zone_of_its_own_is_planned_by_its_name_and_its_effect_is_told() {
        assertThat(domain(null, "example.internal", HostedZone.NONE, Scheme.INTERNAL)).contains(new Plan.Domain("example.internal", null));
        assertThat(warnings).singleElement().asString().contains("other names that end so are not found there");
    }

    @Test
    void one_of_the_two_is_to_be_given() {
        assertThat(domain(null, null, HostedZone.NONE, Scheme.INTERNAL)).isEmpty();
        assertThat(domain("example.com", "example.internal", FOUND, Scheme.INTERNAL)).isEmpty();
        assertThat(violations.all()).hasSize(2).allMatch(each -> each.toString().startsWith("$.exposure.domain"));
    }

    @Test
    void what_stands_against_the_zone_is_said_once() {
        HostedZone refused = new HostedZone(null, null, false, List.of(new Violation("$.exposure.domain.hostedZone", "is not there")));

        assertThat(domain("example.com", null, refused, Scheme.INTERNAL)).isEmpty();
        assertThat(violations.all()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"true, INTERNET_FACING, true", "false, INTERNET_FACING, false", "true, INTERNAL, false"})
    void a_name_that_the_internet_does_not_know_is_warned_of(boolean known, Scheme scheme, boolean warned) {
        domain("example.com", null, new HostedZone("Z1", "example.com", known, List.of()), scheme);

        assertThat(!warnings.isEmpty()).isEqualTo(warned);
    }

    private static Plan.Exposure exposure(Plan.Domain domain, Plan.Domain... former) {
        return new Plan.Exposure(Scheme.INTERNAL, List.of(), domain, List.of(former), null);
    }

    @Test
    void what_an_update_leaves_is_remembered_until_it_is_come_back_to() {
        Plan.Domain one = new Plan.Domain("one.internal", null);
        Plan.Domain two = new Plan.Domain("two.internal", null);

        assertThat(DomainPlanning.former(exposure(one), two)).containsExactly(one);
        assertThat(DomainPlanning.former(exposure(two, one), null)).containsExactly(two, one);
        assertThat(DomainPlanning.former(exposure(two, one), one)).containsExactly(two);
        assertThat(DomainPlanning.former(exposure(one), one)).isEmpty();
    }

    @Test
    void a_plan_without_a_domain_as_earlier_ones_were_has_none() {
        assertThat(new Plan.Exposure(Scheme.INTERNAL, List.of(), null, null, null).domains()).isEmpty();
    }
}
