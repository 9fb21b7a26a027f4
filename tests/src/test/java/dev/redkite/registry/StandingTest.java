package dev.redkite.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.deployment.Operation;
import dev.redkite.json.Json;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.sandbox.aws.Call;
import dev.redkite.sandbox.aws.Durations;
import dev.redkite.sandbox.aws.Lag;
import dev.redkite.sandbox.aws.World;
import dev.redkite.sandbox.lambda.Stack;
import dev.redkite.sandbox.time.VirtualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What stands is listed by one question, however much was removed before. */
class StandingTest {

    private static final Stack STACK = Stack.read(Path.of("../template.yaml"), "123456789012", "us-west-2");

    private World world;
    private Registry registry;

    @BeforeEach
    void indexes_show_what_was_written() {
        account(Lag.none());
    }

    private void account(Lag lag) {
        world = new World(new VirtualClock(Instant.parse("2026-11-24T09:00:00Z")), "123456789012", "us-west-2", Durations.typical(), lag);
        world.dynamoDb().createTable("redkite", STACK.properties("Registry"));
        registry = new Registry(world.client(DynamoDbClient.class), "redkite", world.clock());
    }

    private void make(String name) {
        assertThat(registry.admit(new Claim(name, 1, Phase.PROVISIONING, "first", null, false, null, Json.object(), null, true, null))).isTrue();
    }

    private void remove(String name, boolean forGood) {
        assertThat(registry.remove(name, "first", Json.object(), false, forGood)).isTrue();
    }

    private List<String> listed(int limit) {
        List<String> names = new ArrayList<>();
        Registry.Page page = registry.standing(limit, null);
        page.records().forEach(record -> names.add(record.environment()));
        while (page.next() != null) {
            page = registry.standing(limit, page.next());
            page.records().forEach(record -> names.add(record.environment()));
        }
        return names;
    }

    private long calls(Runnable asked) {
        int before = world.calls().size();
        asked.run();
        return world.calls().size() - before;
    }

    @Test
    void one_that_stands_among_many_that_were_removed_is_found_by_one_question() {
        for (int number = 0; number < 120; number++) {
            make("old-" + number);
            remove("old-" + number, true);
        }
        make("demo");

        assertThat(calls(() -> assertThat(listed(20)).containsExactly("demo"))).isEqualTo(1);
    }

    @Test
    void what_stands_comes_by_name_and_a_question_a_page_whatever_its_phase() {
        for (String name : List.of("five", "one", "three", "two", "four")) {
            make(name);
        }
        registry.publish("two", "first", Json.object());
        registry.fail("one", Phase.FAILED, new EnvironmentRecord.Failure(Operation.provision, "first", 0, "StageBroken", "why"));

        assertThat(calls(() -> assertThat(listed(2)).containsExactly("five", "four", "one", "three", "two"))).isEqualTo(3);
    }

    @Test
    void one_that_is_made_again_stands_again_and_is_not_forgotten() {
        make("demo");
        remove("demo", true);
        assertThat(listed(20)).isEmpty();

        make("demo");

        assertThat(listed(20)).containsExactly("demo");
        assertThat(registry.find("demo").orElseThrow().keptUntil()).isNull();
    }

    @Test
    void what_was_removed_says_until_when_it_is_remembered_and_is_not_told_of_afterwards_though_its_item_is_still_there() {
        make("demo");
        remove("demo", true);
        assertThat(registry.find("demo").orElseThrow().keptUntil()).isEqualTo("2027-11-24T09:00:00Z");

        world.clock().advance(Registry.REMEMBERED.plus(Duration.ofHours(1)));

        assertThat(world.dynamoDb().items("redkite")).hasSize(1);
        assertThat(registry.find("demo")).isEmpty();
        assertThat(registry.list(20, null).records()).isEmpty();
    }

    @Test
    void what_a_schedule_makes_again_is_remembered_for_as_long_as_that_takes() {
        make("demo");
        remove("demo", false);

        world.clock().advance(Duration.ofDays(1000));

        assertThat(registry.find("demo").orElseThrow().phase()).isEqualTo(Phase.REMOVED);
    }

    @Test
    void what_an_older_redkite_wrote_is_listed_once_the_index_is_completed_and_nothing_that_it_removed() {
        for (Phase phase : List.of(Phase.READY, Phase.REMOVED)) {
            world.dynamoDb().put("redkite", Map.of("environment", AttributeValue.fromS("old-" + phase), "generation", AttributeValue.fromN("1"),
                    "phase", AttributeValue.fromS(phase.name())));
        }
        assertThat(listed(20)).isEmpty();

        registry.index();
        registry.index();

        assertThat(listed(20)).containsExactly("old-READY");
        assertThat(registry.find("old-READY").orElseThrow().updatedAt()).as("nothing of it changed").isNull();
    }

    @Test
    void a_table_without_an_index_is_looked_through() {
        world.dynamoDb().createTable("older", "environment");
        Registry older = new Registry(world.client(DynamoDbClient.class), "older", world.clock());
        for (String name : List.of("one", "two", "three", "four")) {
            older.admit(new Claim(name, 1, Phase.PROVISIONING, "first", null, false, null, Json.object(), null, true, null));
        }
        older.remove("two", "first", Json.object(), false, true);

        Registry.Page page = older.standing(2, null);
        List<String> names = new ArrayList<>(page.records().stream().map(EnvironmentRecord::environment).toList());
        assertThat(names).hasSize(2);
        older.standing(2, page.next()).records().forEach(record -> names.add(record.environment()));

        assertThat(names).containsExactlyInAnyOrder("one", "three", "four");
    }

    /** DynamoDB's indexes show a write some time after the table does. */
    @Test
    void an_index_that_lags_behind_tells_of_nothing_that_is_removed() {
        account(Lag.random(7));
        make("demo");
        world.clock().advance(Duration.ofSeconds(5));
        assertThat(listed(20)).containsExactly("demo");
        make("later");
        assertThat(listed(20)).as("the index does not know it yet").containsExactly("demo");

        world.clock().advance(Duration.ofSeconds(5));

        assertThat(listed(20)).containsExactly("demo", "later");
    }

    @Test
    void names_are_looked_up_a_hundred_at_a_time() {
        make("demo");
        List<String> names = new ArrayList<>(List.of("demo"));
        for (int number = 0; number < 150; number++) {
            names.add("nobody-" + number);
        }

        assertThat(calls(() -> assertThat(registry.known(names)).isEqualTo(Set.of("demo")))).isEqualTo(2);
        assertThat(world.calls()).extracting(Call::operation).endsWith("BatchGetItem", "BatchGetItem");
    }
}
