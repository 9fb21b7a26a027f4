package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.sandbox.soak.Specifications;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A region of every partition, from the plan to nothing left: no name of another partition is believed there. */
class PartitionScenarioTest {

    private static ObjectNode event(String region, String partition) {
        ObjectNode event = Events.read("03-new-network").put("region", region);
        ObjectNode specification = Events.specification(event);
        specification.remove("region");
        specification.withObject("/milvus").put("authentication", true);
        specification.withObject("/schedule").put("teardown", "cron(0 19 ? * * *)");
        specification.withObject("/kubernetes").putArray("administrators").add("arn:%s:iam::123456789012:role/people".formatted(partition));
        return event;
    }

    private static Sandbox sandbox(ObjectNode event) {
        return Sandbox.open(TestSettings.of(event).withQuotas(Specifications.QUOTAS));
    }

    private static Outcome deliver(Sandbox sandbox, ObjectNode event, String region) {
        return sandbox.deliver(event.put("region", region));
    }

    private static void assertPhase(String phase, Outcome outcome) {
        assertThat(outcome.phase()).as("%s", outcome.message()).isEqualTo(phase);
    }

    @ParameterizedTest
    @CsvSource({"cn-north-1, aws-cn", "us-gov-west-1, aws-us-gov", "us-east-1, aws", "eu-central-1, aws"})
    void a_whole_life_passes_in_every_partition(String region, String partition) {
        ObjectNode event = event(region, partition);
        String name = Events.specification(event).path("name").asText();
        try (Sandbox sandbox = sandbox(event)) {
            Map<String, Map<String, String>> before = sandbox.world().inventory();
            assertPhase("READY", deliver(sandbox, event, region));
            assertPhase("READY", deliver(sandbox, Events.recreate(name), region));
            assertPhase("REMOVED", deliver(sandbox, Events.teardown(name), region));
            assertThat(sandbox.world().inventory()).isEqualTo(before);
            assertThat(sandbox.world().calls().stream().map(call -> call + " " + call.request()))
                    .noneMatch(Pattern.compile("arn:(?!%s:)aws".formatted(partition)).asPredicate());
        }
    }

    @Test
    void a_region_without_msk_is_refused_before_anything_is_made() {
        ObjectNode event = event("us-iso-east-1", "aws-iso");
        try (Sandbox sandbox = sandbox(event)) {
            assertThat(sandbox.deliver(event).message())
                    .contains("$.region: is us-iso-east-1, where the AWS SDK that Redkite is built with knows no MSK");
        }
    }

    @Test
    void an_administrator_of_another_partition_is_refused() {
        ObjectNode event = event("us-gov-west-1", "aws");
        try (Sandbox sandbox = sandbox(event)) {
            assertThat(sandbox.deliver(event).message()).contains("$.kubernetes.administrators[0]: is of another partition; "
                    + "the ARNs of principals begin with arn:aws-us-gov: in this region");
        }
    }

    @Test
    void in_china_milvus_can_come_from_a_registry_of_yours() {
        ObjectNode event = event("cn-northwest-1", "aws-cn");
        String mirror = "123456789012.dkr.ecr.cn-northwest-1.amazonaws.com.cn/milvusdb/milvus";
        Events.specification(event).withObject("/milvus/helmValues/image/all").put("repository", mirror);
        try (Sandbox sandbox = sandbox(event)) {
            assertPhase("READY", sandbox.deliver(event));
            assertThat(sandbox.clusters().all().values().iterator().next().objects("deployments.apps"))
                    .anyMatch(deployment -> deployment.toString().contains("\"image\":\"" + mirror + ":v"));
        }
    }
}
