package dev.redkite.trigger.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.admission.Preflight;
import dev.redkite.failure.InvalidRequest;
import dev.redkite.outside.Outside;
import dev.redkite.registry.EnvironmentRecord;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.registry.Registry;
import dev.redkite.slack.Message;
import java.util.Optional;

/** What a command would come to, as Admission would plan it: of an environment that stands, as its update. */
final class PlanAnswer {

    private final Outside outside;

    PlanAnswer(Outside outside) {
        this.outside = outside;
    }

    Message of(Command command) {
        Registry registry = Registry.of(outside);
        Optional<EnvironmentRecord> standing = registry.find(command.environment())
                .filter(record -> record.phase() != Phase.REMOVED && record.specification() != null);
        JsonNode specification = standing
                .map(record -> Specifications.changed(record.specification(), command.changes()))
                .orElseGet(() -> Specifications.fresh(command.environment(), command.changes()));
        try {
            return Report.of(new Preflight(outside).plan(specification), standing.isPresent());
        } catch (InvalidRequest e) {
            return Message.toOne("*%s* cannot be so.".formatted(command.environment())).and(e.getMessage());
        }
    }
}
