package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.environment.Ownership;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;

/** What is ours can be found by its tag, in one place for most services. */
class TaggingScenarioTest {

    @Test
    void one_question_by_tag_finds_what_was_made_of_every_kind_but_roles() {
        ObjectNode event = Events.read("03-new-network");
        try (Sandbox sandbox = Sandbox.open(TestSettings.of(event))) {
            assertThat(sandbox.deliver(event).phase()).isEqualTo("READY");
            sandbox.advance(Duration.ofMinutes(1));
            String environment = event.at("/detail/specification/name").asText();
            Set<String> kinds = new TreeSet<>();

            sandbox.world().client(ResourceGroupsTaggingApiClient.class)
                    .getResourcesPaginator(request -> request
                            .tagFilters(filter -> filter.key(Ownership.ENVIRONMENT).values(environment)))
                    .resourceTagMappingList()
                    .forEach(found -> kinds.add(found.resourceARN().replaceFirst("^arn:aws:([^:]*):[^:]*:[^:]*:([a-z-]+).*", "$1:$2")));

            assertThat(kinds).contains("ec2:vpc", "ec2:subnet", "ec2:natgateway", "ec2:security-group", "ec2:volume",
                    "ec2:instance", "ec2:network-interface", "ec2:launch-template",
                    "eks:cluster", "eks:nodegroup", "eks:addon", "elasticloadbalancing:loadbalancer", "kafka:cluster",
                    "kms:key", "s3:redkite-demo-", "secretsmanager:secret");
        }
    }
}
