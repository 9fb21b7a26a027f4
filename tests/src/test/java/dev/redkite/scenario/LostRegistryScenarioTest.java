package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.environment.Ownership;
import dev.redkite.environment.Plan;
import dev.redkite.json.Json;
import dev.redkite.network.Ec2Tags;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.sandbox.apigateway.HttpEvents;
import dev.redkite.sandbox.states.Execution;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.scheduler.SchedulerClient;

/** The table is empty, as after a stack that was deployed anew, and an environment stands. */
class LostRegistryScenarioTest {

    private ObjectNode event;
    private Sandbox sandbox;
    private Set<String> before;
    private int requests;

    private void open(String name) {
        event = Events.read(name);
        sandbox = Sandbox.open(TestSettings.of(event));
        before = new TreeSet<>(sandbox.world().inventory().keySet());
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    private Outcome expect(String phase, ObjectNode request) {
        Outcome outcome = sandbox.deliver(Events.again(request, ++requests));
        assertThat(outcome.phase()).as(outcome.message()).isEqualTo(phase);
        return outcome;
    }

    private void ofSecondGeneration(String name) {
        open(name);
        expect("READY", event);
        expect("READY", Events.recreate("demo"));
        lose();
    }

    private void lose() {
        sandbox.world().dynamoDb().forgetAll(sandbox.platform().deployment().registryTable());
        sandbox.advance(Duration.ofDays(1));
    }

    private void nothingIsLeft() {
        Set<String> left = new TreeSet<>(sandbox.world().inventory().keySet());
        left.removeAll(before);
        assertThat(left).isEmpty();
    }

    @Test
    void a_private_zone_is_found_without_a_plan_that_knows_it() {
        open("50-domain");
        expect("READY", event);
        lose();

        expect("REMOVED", Events.teardown("demo"));

        nothingIsLeft();
    }

    @Test
    void the_next_provision_goes_on_in_the_generation_that_stands_and_changes_nothing() {
        ofSecondGeneration("01-minimal");
        int since = sandbox.trace().size();

        Outcome ready = expect("READY", event);

        assertThat(ready.generation()).isEqualTo(2);
        assertThat(Happened.changes(sandbox, since)).allMatch(change -> change.startsWith("Admission ") || change.startsWith("Publication ")
                || change.contains(" EventBridge:") || change.startsWith("TopicNotifier "));
        expect("REMOVED", Events.teardown("demo"));
        nothingIsLeft();
    }

    @Test
    void a_teardown_takes_all_of_it_away_and_registers_that() {
        ofSecondGeneration("01-minimal");

        expect("REMOVED", Events.teardown("demo"));

        nothingIsLeft();
        assertThat(Happened.record(sandbox, "demo").phase()).isEqualTo(Phase.REMOVED);
        assertThat(Happened.record(sandbox, "demo").generation()).isEqualTo(2);
    }

    @Test
    void a_network_that_was_made_is_found_as_it_was_made_and_schedules_are_armed_again() {
        open("03-new-network");
        Events.specification(event).putObject("schedule").put("teardown", "cron(0 19 ? * MON-FRI *)").put("timeZone", "Europe/Berlin");
        expect("READY", event);
        Plan first = Happened.record(sandbox, "demo").plan();
        SchedulerClient scheduler = sandbox.world().client(SchedulerClient.class);
        scheduler.listSchedules(request -> {}).schedules().forEach(each ->
                scheduler.deleteSchedule(request -> request.groupName(each.groupName()).name(each.name())));
        sandbox.world().dynamoDb().forgetAll(sandbox.platform().deployment().registryTable());
        sandbox.advance(Duration.ofMinutes(5));

        expect("READY", event);

        assertThat(Happened.record(sandbox, "demo").plan().network()).isEqualTo(first.network());
        assertThat(scheduler.listSchedules(request -> {}).schedules()).isNotEmpty();
        expect("REMOVED", Events.teardown("demo"));
        nothingIsLeft();
    }

    /** A VPC, and as many subnets as were made before the execution was stopped: the first zone's public one is the first. */
    private void halfMade(String range, String... subnets) {
        Ec2Client ec2 = sandbox.world().client(Ec2Client.class);
        Map<String, String> tags = new Ownership("demo", 1, Map.of()).tags("redkite-demo");
        String vpc = ec2.createVpc(request -> request.cidrBlock(range)
                .tagSpecifications(Ec2Tags.specification(ResourceType.VPC, tags))).vpc().vpcId();
        tags.put("kubernetes.io/role/elb", "1");
        sandbox.advance(Duration.ofMinutes(1));
        for (String subnet : subnets) {
            ec2.createSubnet(request -> request.vpcId(vpc).cidrBlock(subnet).availabilityZone("us-west-2a")
                    .tagSpecifications(Ec2Tags.specification(ResourceType.SUBNET, tags)));
        }
        sandbox.advance(Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.42.128.0/20"})
    void a_network_that_is_half_made_is_taken_away(String subnets) {
        open("03-new-network");
        halfMade("10.42.0.0/16", subnets.isEmpty() ? new String[0] : new String[] {subnets});

        expect("REMOVED", Events.teardown("demo"));

        nothingIsLeft();
    }

    @ParameterizedTest
    @CsvSource({"10.42.0.0/16, 10.42.128.0/20", "10.7.0.0/16, 10.7.128.0/20"})
    void a_network_that_is_half_made_is_made_whole_as_its_specification_says(String range, String subnet) {
        open("03-new-network");
        Events.specification(event).putObject("network").put("cidr", range).putArray("zones").add("us-west-2a").add("us-west-2c");
        halfMade(range, subnet);

        expect("READY", event);

        assertThat(Happened.record(sandbox, "demo").plan().network().zones()).extracting(Plan.Network.Zone::name).containsExactly("us-west-2a", "us-west-2c");
        expect("REMOVED", Events.teardown("demo"));
        nothingIsLeft();
    }

    /** As docs/deploy.md says for a stack that was deleted and deployed anew with the old one's table: schedules went with it. */
    @Test
    void with_the_table_of_the_stack_before_the_name_is_enough_and_generation_and_schedules_are_as_they_were() {
        open("03-new-network");
        Events.specification(event).putObject("schedule").put("teardown", "cron(0 19 ? * MON-FRI *)").put("timeZone", "Europe/Berlin");
        expect("READY", event);
        expect("READY", Events.recreate("demo"));
        SchedulerClient scheduler = sandbox.world().client(SchedulerClient.class);
        scheduler.listSchedules(request -> {}).schedules().forEach(each ->
                scheduler.deleteSchedule(request -> request.groupName(each.groupName()).name(each.name())));
        ObjectNode byName = event.deepCopy();
        byName.putObject("detail").put("environment", "demo");

        assertThat(expect("READY", byName).generation()).isEqualTo(2);

        assertThat(scheduler.listSchedules(request -> {}).schedules()).isNotEmpty();
    }

    @Test
    void data_of_an_earlier_life_is_never_written_over() {
        open("01-minimal");
        expect("READY", event);
        sandbox.world().s3().write("redkite-demo-123456789012-us-west-2", "demo/g1/files/insert_log", 3);
        ObjectNode teardown = Events.teardown("demo");
        teardown.withObject("/detail").put("removeData", false);
        expect("REMOVED", teardown);
        lose();

        assertThat(expect("READY", event).generation()).isEqualTo(2);
    }

    @Test
    void a_recreate_has_to_be_told_what_the_registry_has_lost() {
        ofSecondGeneration("01-minimal");
        assertThat(expect("INVALID", Events.recreate("demo")).message()).contains("$.specification: is required", "the registry has lost");
        ObjectNode recreate = Events.recreate("demo");
        recreate.withObject("/detail").set("specification", Events.specification(event));

        assertThat(expect("READY", recreate).generation()).isEqualTo(3);
    }

    /** Nobody knows any more that it was to be in those subnets: nothing is made of the defaults instead. */
    @Test
    void what_a_schedule_tore_down_is_not_made_of_defaults_in_the_morning_but_of_its_specification_once_that_is_sent() {
        open("01-minimal");
        Events.specification(event).putObject("schedule").put("teardown", "cron(0 19 ? * * *)").put("recreate", "cron(0 7 ? * * *)");
        expect("READY", event);
        sandbox.world().dynamoDb().forgetAll(sandbox.platform().deployment().registryTable());

        sandbox.advance(Duration.ofHours(30));

        assertThat(sandbox.world().inventory().keySet()).noneMatch(thing -> thing.contains("/redkite-demo") && thing.startsWith("eks:"));
        assertThat(Happened.record(sandbox, "demo").phase()).isEqualTo(Phase.REMOVED);
        assertThat(Happened.record(sandbox, "demo").missed().message()).contains("the registry has lost what demo was made of");
        assertThat(expect("INVALID", Events.recreate("demo")).message()).contains("write that into this request");
        expect("READY", event);
    }

    @Test
    void a_teardown_during_which_it_is_lost_ends_as_any_other() {
        open("01-minimal");
        expect("READY", event);
        Execution teardown = sandbox.start(Events.teardown("demo"));
        sandbox.advance(Duration.ofMinutes(3));
        sandbox.world().dynamoDb().forgetAll(sandbox.platform().deployment().registryTable());

        Outcome outcome = sandbox.run(teardown);

        assertThat(outcome.phase()).as(outcome.message()).isEqualTo("REMOVED");
        nothingIsLeft();
    }

    @Test
    void a_provision_during_which_it_is_lost_says_so_and_is_registered_by_the_next() {
        open("01-minimal");
        Execution provision = sandbox.start(event);
        sandbox.advance(Duration.ofMinutes(3));
        sandbox.world().dynamoDb().forgetAll(sandbox.platform().deployment().registryTable());

        assertThat(sandbox.run(provision).message()).contains("The registry has lost the environment", "Next: send the request again")
                .doesNotContain("Another execution");
        expect("READY", event);
    }

    @Test
    void protection_is_known_by_its_tag_and_what_lifts_it_works() {
        open("01-minimal");
        Events.specification(event).put("protected", true);
        expect("READY", event);
        lose();

        assertThat(expect("INVALID", Events.teardown("demo")).message()).contains(
                "Environment demo is protected, as the tag redkite:protected of its EKS cluster says, and is not torn down",
                "Next: send its specification, which the registry has lost, with \"protected\": false");
        assertThat(expect("INVALID", Events.recreate("demo")).message()).contains("is not recreated");
        Events.specification(event).put("protected", false);
        expect("READY", event);
        assertThat(Happened.record(sandbox, "demo").plan().warnings()).anyMatch(note -> note.startsWith("The environment is protected no longer"));
        lose();
        expect("REMOVED", Events.teardown("demo"));
        nothingIsLeft();
    }

    @Test
    void protection_that_an_update_asks_for_is_tagged_too() {
        open("01-minimal");
        expect("READY", event);
        Events.specification(event).put("protected", true);
        expect("READY", event);
        lose();

        assertThat(expect("INVALID", Events.teardown("demo")).message()).contains("is protected, as the tag");
        expect("READY", event);
        assertThat(expect("INVALID", Events.teardown("demo")).message()).contains("is protected and is not torn down");
    }

    @Test
    void what_nothing_stands_of_is_not_known() {
        open("01-minimal");

        assertThat(expect("INVALID", Events.teardown("demo")).message()).contains("no environment demo is registered here, and nothing carries its tag");
    }

    @Test
    void it_is_listed_and_described_with_what_to_do() {
        ofSecondGeneration("01-minimal");

        JsonNode listed = get("/environments").path("environments");
        JsonNode described = get("/environments/demo");

        assertThat(listed).extracting(each -> each.path("name").asText()).as("with that of another deployment").containsExactly("demo", "neighbor");
        assertThat(described.path("generation").asInt()).isEqualTo(2);
        assertThat(described.path("phase").asText()).isEqualTo("FAILED");
        assertThat(described.at("/failure/message").asText()).contains("is not registered here: the registry has lost it", "Next: ");
        assertThat(described.has("plan")).isFalse();
    }

    private JsonNode get(String path) {
        JsonNode answer = sandbox.request(new HttpEvents(sandbox.stack()).of(new HttpEvents.Request("GET", path, "", Map.of(), null),
                "123456789012", "arn:aws:iam::123456789012:user/ada", "request", sandbox.world().now()));
        assertThat(answer.path("statusCode").asInt()).as(answer.toString()).isEqualTo(200);
        return Json.parse(answer.path("body").asText());
    }
}
