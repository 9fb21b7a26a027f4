package dev.redkite.trigger.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.admission.Preflight;
import dev.redkite.environment.Plan;
import dev.redkite.failure.InvalidRequest;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.registry.EnvironmentRecord;
import dev.redkite.registry.Registry;
import dev.redkite.slack.Message;
import java.util.Optional;
import java.util.function.Supplier;

/** What a command would come to, as Admission would plan it: of an environment that stands, as its update. */
record PlanAnswer(Supplier<Registry> registry, Supplier<Preflight> preflight) {

    Message of(Command command) {
        Optional<JsonNode> current = standing(command);
        try {
            return Messages.of(plan(command, current), current.isPresent());
        } catch (InvalidRequest e) {
            return Message.toOne("*%s* cannot be so.".formatted(command.environment())).and(e.getMessage());
        }
    }

    /** What a person should know of what has just been started; empty when there is nothing. */
    Optional<String> warnings(Command command) {
        try {
            return Messages.warnings(plan(command, standing(command)), "Before it is made");
        } catch (InvalidRequest e) {
            return Optional.of("*It will be refused:* " + e.getMessage());
        }
    }

    /** As it was last asked for. */
    private Optional<JsonNode> standing(Command command) {
        return registry.get().find(command.environment())
                .filter(record -> record.phase() != Phase.REMOVED).map(EnvironmentRecord::specification);
    }

    private Plan plan(Command command, Optional<JsonNode> current) {
        return preflight.get().plan(current
                .map(specification -> Specifications.changed(specification, command.changes()))
                .orElseGet(() -> Specifications.fresh(command.environment(), command.changes())));
    }
}
