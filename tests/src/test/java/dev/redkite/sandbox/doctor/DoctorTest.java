package dev.redkite.sandbox.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.json.Json;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.sandbox.aws.World;
import dev.redkite.sandbox.charts.StandInCharts;
import dev.redkite.sandbox.doctor.Finding.State;
import dev.redkite.sandbox.lambda.Stack;
import dev.redkite.sandbox.platform.Operator;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What the doctor says of accounts in which all is well. */
class DoctorTest {

    private static final Path TEMPLATE = Path.of("../template.yaml");

    private static Diagnosis examined(Operator operator, String stackOrNull) {
        return new Doctor(operator, Doctor.Request.reading(TEMPLATE, Json.object().put("name", "probe"), stackOrNull)).examine();
    }

    private static List<Finding> needing(Diagnosis diagnosis) {
        return diagnosis.findings().stream().filter(Finding::needsSomebody).toList();
    }

    @Test
    void a_young_account_is_fine_but_for_roles_that_services_will_make() {
        Diagnosis diagnosis = examined(Operator.in(World.standing(), StandInCharts.only()), null);

        assertThat(needing(diagnosis)).isEmpty();
        assertThat(diagnosis.findings()).filteredOn(finding -> finding.state() == State.NOTE)
                .allMatch(finding -> finding.group() == Finding.Group.ROLES).hasSize(5);
    }

    @Test
    void of_an_account_full_of_others_it_notes_what_tags_know() {
        try (Sandbox sandbox = Sandbox.open(TestSettings.of(Json.object()))) {
            Diagnosis diagnosis = examined(sandbox.operator(), null);

            assertThat(needing(diagnosis)).isEmpty();
            assertThat(diagnosis.findings()).anyMatch(finding -> finding.state() == State.NOTE && finding.asked().contains("neighbor"));
        }
    }

    @Test
    void a_stack_that_stands_is_looked_at_whole() {
        try (Sandbox sandbox = Sandbox.open(TestSettings.of(Json.object()))) {
            Diagnosis diagnosis = examined(sandbox.operator(), "redkite");

            assertThat(needing(diagnosis)).singleElement().matches(finding -> finding.asked().contains("neighbor"));
            assertThat(diagnosis.findings()).filteredOn(finding -> finding.group() == Finding.Group.STACK).hasSizeGreaterThan(7)
                    .allMatch(finding -> finding.state() == State.FINE);
        }
    }

    @Test
    void it_only_reads() {
        try (Sandbox sandbox = Sandbox.open(TestSettings.of(Json.object()))) {
            Operator operator = sandbox.operator();
            sandbox.world().takeChanges();

            examined(operator, "redkite");

            // Four at a time and each some 200 ms, it is done in less than half a minute.
            assertThat(sandbox.world().takeChanges()).hasSizeLessThan(400).containsOnly("Iam:SimulatePrincipalPolicy");
        }
    }

    @Test
    void it_knows_what_it_takes_to_deploy_every_resource_of_the_template() {
        Stack template = Stack.read(TEMPLATE, "123456789012", "us-west-2");

        assertThat(DeployerPermissions.unknown(new TreeSet<>(template.resourceTypes().values()))).isEmpty();
    }
}
