package dev.redkite.contract.judges;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.deployment.Operation;
import dev.redkite.json.Json;
import dev.redkite.registry.Claim;
import dev.redkite.registry.EnvironmentRecord.Failure;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.registry.EnvironmentRecord;
import dev.redkite.registry.Registry;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Amazon DynamoDB's conditional writes, as the registry's own requests use them: they are the environments' lock. */
class RegistryContractTest extends Behaviours {

    private Registry registry;

    @BeforeEach
    void the_table_stands() {
        if (bench == Bench.FAKES || Judge.find(bench).isPresent()) {
            account.table(account.name("registry"), "environment");
            registry = new Registry(client(DynamoDbClient.class), account.name("registry"), () -> Instant.parse("2026-11-24T09:00:00Z"));
        }
    }

    private boolean admit(String execution, String stale) {
        return admit("demo", execution, stale, false);
    }

    private boolean admit(String environment, String execution, String stale, boolean inherited) {
        return registry.admit(new Claim(environment, 1, Phase.PROVISIONING, execution, stale, inherited,
                execution + "'s user", Json.object().put("name", environment), null, true, null));
    }

    private static Failure failure(String execution) {
        return new Failure(Operation.provision, execution, 0, "StageBroken", "why");
    }

    private EnvironmentRecord record() {
        return registry.find("demo").orElseThrow();
    }

    @Test
    void an_item_that_is_not_there_is_an_empty_answer() {
        assertThat(registry.find("demo")).isEmpty();
    }

    @Test
    void a_table_that_is_not_there_is_not_found() {
        refuses("ResourceNotFoundException", () -> client(DynamoDbClient.class).getItem(request -> request
                .tableName(account.name("nobodys")).key(Map.of("environment", AttributeValue.fromS("demo")))));
    }

    @Test
    void a_lock_is_taken_by_the_first_and_again_by_whoever_holds_it() {
        assertThat(admit("first", null)).isTrue();
        assertThat(admit("first", null)).isTrue();
        assertThat(record().execution()).isEqualTo("first");
    }

    @Test
    void a_condition_that_fails_changes_nothing() {
        admit("first", null);

        assertThat(admit("second", null)).isFalse();
        assertThat(record().execution()).isEqualTo("first");
        assertThat(record().requester()).isEqualTo("first's user");
    }

    @Test
    void a_lock_is_taken_over_only_from_the_holder_that_was_seen() {
        admit("first", null);

        assertThat(admit("third", "second")).isFalse();
        assertThat(admit("second", "first")).isTrue();
        assertThat(record().execution()).isEqualTo("second");
    }

    @Test
    void a_lock_that_is_inherited_must_be_held_by_the_parent() {
        assertThat(admit("demo", "first", null, true)).isFalse();
        admit("first", null);

        assertThat(admit("demo", "first", null, true)).isTrue();
        assertThat(admit("demo", "second", null, true)).isFalse();
    }

    @Test
    void an_attribute_that_is_set_once_stays() {
        admit("first", null);
        registry.publish("demo", "first", Json.object());
        admit("second", null);

        assertThat(record().requester()).isEqualTo("first's user");
    }

    @Test
    void publishing_frees_the_lock_once() {
        admit("first", null);

        assertThat(registry.publish("demo", "first", Json.object().put("milvus", "host:19530"))).isTrue();
        assertThat(registry.publish("demo", "first", Json.object())).isFalse();
        assertThat(record().execution()).isNull();
        assertThat(record().phase()).isEqualTo(Phase.READY);
        assertThat(record().endpoints().path("milvus").asText()).isEqualTo("host:19530");
    }

    @Test
    void a_failure_of_somebody_who_lost_the_lock_is_not_noted() {
        admit("first", null);
        admit("second", "first");

        assertThat(registry.fail("demo", Phase.FAILED, failure("first"))).isFalse();
        assertThat(record().failure()).isNull();
        assertThat(registry.fail("demo", Phase.FAILED, failure("second"))).isTrue();
        assertThat(record().failure()).isEqualTo(failure("second"));
    }

    @Test
    void what_is_removed_in_one_update_is_gone_and_the_rest_is_kept() {
        admit("first", null);
        registry.publish("demo", "first", Json.object().put("milvus", "host:19530"));
        admit("second", null);

        assertThat(registry.remove("demo", "second", Json.object(), false, true)).isTrue();
        assertThat(record().endpoints()).isNull();
        assertThat(record().execution()).isNull();
        assertThat(record().specification().path("name").asText()).isEqualTo("demo");
    }

    @Test
    void nothing_is_noted_of_an_environment_that_is_not_there() {
        registry.miss("demo", failure("first"));

        assertThat(registry.find("demo")).isEmpty();
    }

    @Test
    void a_scan_comes_page_by_page_and_each_item_once() {
        for (int number = 0; number < 5; number++) {
            admit("demo-" + number, "first", null, false);
        }
        Set<String> seen = new TreeSet<>();
        String next = null;
        int pages = 0;
        do {
            Registry.Page page = registry.list(2, next);
            page.records().forEach(record -> assertThat(seen.add(record.environment())).isTrue());
            next = page.next();
            pages++;
        } while (next != null);

        assertThat(seen).hasSize(5);
        assertThat(pages).isEqualTo(3);
    }
}
