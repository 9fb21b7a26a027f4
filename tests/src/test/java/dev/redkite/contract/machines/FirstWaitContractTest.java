package dev.redkite.contract.machines;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.deployment.Stages;
import dev.redkite.json.Json;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is left alone after it was begun is found no later than looks at the stage's pace would find it. */
class FirstWaitContractTest {

    private static final JsonNode DURATIONS =
            Json.read(FirstWaitContractTest.class.getResourceAsStream("/dev/redkite/sandbox/durations.json"), JsonNode.class);

    /** By machine and stage, which row of durations.json it waits for. */
    private static final Map<String, String> AWAITED = Map.ofEntries(
            Map.entry("provision KafkaCluster", "/create/mskCluster"),
            Map.entry("provision EksCluster", "/create/eksControlPlane"),
            Map.entry("provision NetworkAddons", "/create/eksAddon"),
            Map.entry("provision Egress", "/create/natGateway"),
            Map.entry("provision NodeGroup", "/create/managedNodeGroup"),
            Map.entry("provision Addons", "/create/eksAddon"),
            Map.entry("teardown KafkaCluster", "/delete/mskCluster"),
            Map.entry("teardown NodeGroup", "/delete/managedNodeGroup"),
            Map.entry("pause NodeGroup", "/delete/lastNodes"),
            Map.entry("provision BackupJob", "/create/backup"),
            Map.entry("backup BackupJob", "/create/backup"),
            Map.entry("provision RestoreJob", "/create/backup"),
            Map.entry("teardown BackupJob", "/create/backup"),
            Map.entry("restore RestoreJob", "/create/backup"));

    @ParameterizedTest
    @CsvSource({"provision", "teardown", "pause", "backup", "restore"})
    void the_first_look_is_the_first_that_can_find_it_done(String machine) {
        waiting(machine).stream().filter(stage -> !readsProbes(stage)).forEach(stage -> {
            JsonNode row = DURATIONS.at(AWAITED.get(machine + " " + name(stage)));
            int pace = stage.path("paceSeconds").asInt();

            assertThat(stage.path("firstSeconds").asInt()).as(name(stage))
                    .isLessThan(row.path("low").asInt() + pace).isGreaterThan(row.path("low").asInt() - pace);
        });
    }

    @Test
    void every_first_wait_is_for_something_whose_duration_is_known() {
        var waiting = new TreeSet<String>();
        List.of("provision", "teardown", "recreate", "pause", "resume", "backup", "restore").forEach(machine ->
                waiting(machine).stream().filter(stage -> !readsProbes(stage)).forEach(stage -> waiting.add(machine + " " + name(stage))));

        assertThat(waiting).containsExactlyInAnyOrderElementsOf(AWAITED.keySet());
    }

    /** What pods' own probes allow is no row of the table; ExposureStageTest knows it. */
    private static boolean readsProbes(JsonNode stage) {
        return name(stage).equals("Exposure");
    }

    private static String name(JsonNode stage) {
        return stage.path("stage").asText(stage.path("step").asText());
    }

    private static List<JsonNode> waiting(String machine) {
        return Stages.TABLE.path("machines").path(machine).findParents("firstSeconds");
    }
}
