package dev.redkite.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.audit.AuditFacts;
import dev.redkite.environment.Plan;
import dev.redkite.stage.StageRequest;
import java.util.List;
import java.util.stream.Stream;

/**
 * @param inherited the lock is a parent execution's, which goes on with it
 * @param forGood   no schedule makes it again
 */
record RemovalSpec(Plan plan, String execution, boolean inherited, boolean forGood, AuditFacts audit, List<String> untouched) {

    static RemovalSpec of(StageRequest request) {
        AuditFacts audit = request.facts("audit", AuditFacts.class);
        Stream<String> met = request.facts().valueStream()
                .map(facts -> facts.path("untouched"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue);
        return new RemovalSpec(request.plan(), request.execution(), request.ofChild(), !request.keepsSchedules(), audit,
                Stream.concat(met, audit.untouched().stream()).distinct().toList());
    }
}
