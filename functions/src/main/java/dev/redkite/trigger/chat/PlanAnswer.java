package dev.redkite.trigger.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.admission.Admission;
import dev.redkite.failure.InvalidRequest;
import dev.redkite.outside.Outside;
import dev.redkite.registry.EnvironmentRecord;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.registry.Registry;
import dev.redkite.slack.Message;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What a command would come to, as Admission would plan it: of an environment that stands, as its update. */
final class PlanAnswer {

    private final Outside outside;

    PlanAnswer(Outside outside) {
        this.outside = outside;
    }

    Message of(Command command) {
        Registry registry = new Registry(outside.aws(DynamoDbClient.class), outside.deployment().registryTable());
        Optional<EnvironmentRecord> record = registry.find(command.environment());
        Optional<EnvironmentRecord> standing = record.filter(each -> each.phase() != Phase.REMOVED && each.specification() != null);
        JsonNode specification = standing
                .<JsonNode>map(each -> Specifications.changed(each.specification(), command.changes()))
                .orElseGet(() -> Specifications.fresh(command.environment(), command.changes()));
        int generation = standing.map(EnvironmentRecord::generation)
                .orElseGet(() -> record.map(each -> each.generation() + 1).orElse(1));
        try {
            return Report.of(
                    new Admission(outside).plan(specification, generation, standing.map(EnvironmentRecord::plan).orElse(null)),
                    standing.isPresent());
        } catch (InvalidRequest e) {
            return Message.toOne("*%s* cannot be so.".formatted(command.environment())).and(e.getMessage());
        }
    }
}
