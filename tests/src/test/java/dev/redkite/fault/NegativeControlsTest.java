package dev.redkite.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.backup.ClosingBackupThatLooksAtRowsOnly;
import dev.redkite.fault.planted.ClosingBackupThatTrustsTheFirst;
import dev.redkite.fault.planted.EgressWithoutTokens;
import dev.redkite.fault.planted.KafkaConfigurationOfRandomName;
import dev.redkite.fault.planted.MilvusWhoseEtcdKnowsUpgrades;
import dev.redkite.fault.planted.RestoreCompletionThatSwallowsErrors;
import dev.redkite.fault.planted.SchedulesThatSwallowErrors;
import dev.redkite.fault.planted.ScramAssociationUnchecked;
import dev.redkite.fault.planted.StorageClassThatGivesUp;
import dev.redkite.json.Json;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.sandbox.fault.Attempt;
import dev.redkite.sandbox.fault.Enumeration;
import dev.redkite.sandbox.fault.Fault;
import dev.redkite.sandbox.fault.Scenario;
import dev.redkite.sandbox.tenant.BackedUpRows;
import dev.redkite.sandbox.tenant.MilvusUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The enumeration finds what it is for: each of these stages has a defect that no run without a fault shows. */
@Tag("search")
class NegativeControlsTest {

    private static final Path HOME = Path.of("..");

    @TempDir
    private Path home;

    private String event = "03-new-network";
    private Function<ObjectNode, Scenario> life = request -> Scenario.upAndDown("planted", request);
    private UnaryOperator<String> machine = UnaryOperator.identity();

    @Test
    void a_name_that_is_drawn_and_remembered_leaves_a_second_configuration_when_the_answer_is_lost() throws Exception {
        assertThat(violations("KafkaConfiguration", KafkaConfigurationOfRandomName.class,
                at("ANSWER_LOST", "Kafka:CreateConfiguration")))
                .contains("more than without a fault: kafka:configuration");
    }

    @Test
    void a_missing_client_token_makes_a_second_route_table_when_the_first_is_not_seen_yet() throws Exception {
        assertThat(violations("Egress", EgressWithoutTokens.class, at("STALE", "Ec2:DescribeRouteTables")))
                .contains("more than without a fault: #:route-table");
    }

    @Test
    void unprocessed_secrets_that_nobody_looks_at_leave_a_login_that_the_brokers_refuse() throws Exception {
        assertThat(violations("ScramAssociation", ScramAssociationUnchecked.class,
                at("UNPROCESSED", "Kafka:BatchAssociateScramSecret")))
                .contains("BatchAssociateScramSecret");
    }

    @Test
    void a_swallowed_error_leaves_a_schedule_out() throws Exception {
        event = "14-scheduled";
        assertThat(violations("Schedules", SchedulesThatSwallowErrors.class, at("REFUSED", "Scheduler:CreateSchedule")))
                .contains("missing: scheduler:schedule");
    }

    @Test
    void a_stage_that_looks_without_a_ceiling_takes_too_long() throws Exception {
        machine = text -> text.replaceAll("\"TimeoutSeconds\": 180000", "\"TimeoutSeconds\": 99999999")
                .replaceAll("\"MaxAttempts\": [0-9]{2,}", "\"MaxAttempts\": 99999999");
        assertThat(violations("StorageClass", StorageClassThatGivesUp.class, at("REFUSED", "storageclasses")))
                .contains("instead of PT");
    }

    @Test
    void an_etcd_that_the_first_upgrade_rolls_is_seen_in_every_life() throws Exception {
        event = "01-minimal";
        life = request -> lifeOf(request, "provision", "update");
        assertThat(violations("MilvusRelease", MilvusWhoseEtcdKnowsUpgrades.class, at("REFUSED", "priorityclasses")))
                .contains("update: revision 2 of milvus rolls StatefulSet milvus-etcd, of which nothing was asked");
    }

    @Test
    void a_collection_that_lost_its_name_to_a_swallowed_error_is_missed_by_whoever_keeps_rows_there() throws Exception {
        event = "01-minimal";
        life = request -> lifeOf(request, "provision", "backup", "restore");
        assertThat(violations("RestoreCompletion", RestoreCompletionThatSwallowsErrors.class,
                attempt -> attempt.fault() == Fault.THROTTLED && attempt.site().call().equals("Milvus:RenameCollection")))
                .contains("restore: a user of demo: collection orders: it is gone, with rows [");
    }

    @Test
    void what_is_written_after_a_backup_that_is_taken_for_the_last_is_missed_by_whoever_wrote_it() throws Exception {
        assertThat(missedByTheNextGenerations(ClosingBackupThatTrustsTheFirst.class)).anySatisfy(miss -> assertThat(miss).contains("are lost although"));
    }

    @Test
    void what_alone_changes_of_collections_is_missed_where_rows_alone_are_looked_at() throws Exception {
        assertThat(missedByTheNextGenerations(ClosingBackupThatLooksAtRowsOnly.class)).isNotEmpty().allSatisfy(miss -> assertThat(miss).endsWith(" is gone"));
    }

    /** What he wrote until his load balancer went, where the last look is this one. */
    private List<String> missedByTheNextGenerations(Class<?> planted) throws Exception {
        deploy("ClosingBackup", planted);
        ObjectNode request = (ObjectNode) Json.parse(Files.readString(HOME.resolve("events/01-minimal.json")));
        try (Sandbox sandbox = Sandbox.open(TestSettings.of(request).withHome(home))) {
            MilvusUser user = new MilvusUser(sandbox, "demo", new Random(7), new BackedUpRows());
            sandbox.deliver(request);
            List<String> misses = new ArrayList<>();
            for (int i = 0; i < 8 && misses.isEmpty(); i++) {
                user.works();
                assertThat(sandbox.deliver(recreate(i)).phase()).isEqualTo("READY");
                misses.addAll(user.misses());
            }
            return misses;
        }
    }

    private static ObjectNode recreate(int number) throws IOException {
        ObjectNode request = (ObjectNode) Json.parse(Files.readString(HOME.resolve("events/12-recreate.json")));
        request.put("id", "recreate-" + number).putObject("detail").put("environment", "demo");
        return request;
    }

    private static Scenario lifeOf(JsonNode request, String... steps) {
        return new Scenario("planted", Scenario.of("planted", request).steps().stream()
                .filter(step -> List.of(steps).contains(step.name())).toList());
    }

    private static Predicate<Attempt> at(String fault, String call) {
        return attempt -> attempt.site().step() == 0 && attempt.site().occurrence() == 0 && attempt.fault().name().equals(fault)
                && attempt.site().call().contains(call);
    }

    /** Of a life in which that function is the one with the defect. */
    private String violations(String function, Class<?> planted, Predicate<Attempt> chosen) throws Exception {
        deploy(function, planted);
        ObjectNode request = (ObjectNode) Json.parse(Files.readString(HOME.resolve("events/%s.json".formatted(event))));
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Enumeration.Report report = new Enumeration(life.apply(request),
                    TestSettings.of(request).withHome(home), threads, _ -> {})
                    .tryFaults(chosen.and(attempt -> attempt.site().function().equals(function)), true);
            assertThat(report.tried()).as("faults tried").isPositive();
            return String.join("\n", report.violations());
        }
    }

    private void deploy(String function, Class<?> planted) throws IOException {
        String template = Files.readString(HOME.resolve("template.yaml"));
        Files.writeString(home.resolve("template.yaml"), template.replaceFirst(
                "Handler: dev\\.redkite\\.[a-z.]+\\." + function + "Function::", "Handler: " + planted.getName() + "::"));
        Files.createDirectory(home.resolve("statemachine"));
        try (Stream<Path> machines = Files.list(HOME.resolve("statemachine"))) {
            for (Path file : machines.toList()) {
                Files.writeString(home.resolve("statemachine").resolve(file.getFileName()),
                        machine.apply(Files.readString(file)));
            }
        }
    }
}
