package dev.redkite.sandbox.permission;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.sandbox.lambda.Stack;
import dev.redkite.sandbox.lambda.TemplateException;
import dev.redkite.sandbox.policy.Condition;
import dev.redkite.sandbox.policy.ResourcePolicy;
import dev.redkite.sandbox.policy.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a function may do, read from the template's statements: each of their actions on each of their resources, as far
 * as that combination means anything to AWS, which overlooks the rest in silence.
 */
public record Role(String function, List<Grant> grants, List<String> meaningless) {

    private static final Set<String> ELEMENTS = Set.of("Effect", "Action", "Resource", "Condition");

    /** Whether an access is allowed: by which grant, or why not. Neither where the tags of what is not there would decide. */
    record Decision(boolean allowed, Optional<Grant> by, String reason) {}

    /** @throws TemplateException if a statement says something that the sandbox does not know */
    public static Role of(String function, Stack stack, Reference reference) {
        List<Grant> grants = new ArrayList<>();
        List<String> meaningless = new ArrayList<>();
        List<JsonNode> statements = stack.statements(function);
        for (int number = 1; number <= statements.size(); number++) {
            List<Grant> said = grants(function, number, statements.get(number - 1));
            List<Grant> meant = said.stream().filter(reference::means).toList();
            String place = "statement %d: ".formatted(number);
            words(said).filter(word -> words(meant).noneMatch(word::equals)).distinct().map(place::concat).forEach(meaningless::add);
            grants.addAll(meant);
        }
        return new Role(function, List.copyOf(grants), List.copyOf(meaningless));
    }

    private static Stream<String> words(List<Grant> grants) {
        return grants.stream().flatMap(grant -> Stream.of(grant.action(), grant.resource()));
    }

    private static List<Grant> grants(String function, int number, JsonNode statement) {
        statement.fieldNames().forEachRemaining(name -> refuse(!ELEMENTS.contains(name), function, name));
        refuse(!statement.path("Effect").asText().equals("Allow"), function, "Effect " + statement.path("Effect"));
        List<Condition> conditions = Statement.conditions(statement.path("Condition"));
        return ResourcePolicy.texts(statement.path("Action")).stream()
                .peek(action -> refuse(action.contains("*"), function, "an action that is not written out, " + action))
                .flatMap(action -> ResourcePolicy.texts(statement.path("Resource")).stream()
                        .map(resource -> new Grant(number, action, resource, conditions)))
                .toList();
    }

    private static void refuse(boolean strange, String function, String what) {
        if (strange) {
            throw new TemplateException("%s: the sandbox does not know %s in a statement".formatted(function, what));
        }
    }

    /** @param tags of an ARN; empty when nothing of that ARN stands */
    Decision decide(Access access, Function<String, Optional<Map<String, String>>> tags) {
        List<Grant> concerned = grants.stream().filter(grant -> grant.allows(access.action(), access.resource())).toList();
        Optional<Map<String, String>> present = concerned.stream().anyMatch(Grant::asksForTagOfResource)
                ? tags.apply(access.resource()) : Optional.of(Map.of());
        for (Grant grant : concerned) {
            if (grant.failing(access, present).isEmpty()) {
                boolean nothingThere = present.isEmpty() && grant.asksForTagOfResource();
                return new Decision(true, nothingThere ? Optional.empty() : Optional.of(grant), "");
            }
        }
        return new Decision(false, Optional.empty(), concerned.isEmpty()
                ? Reference.load().lists(access.action()) ? "no statement names it"
                        : "reference.json, which sandbox/permissions.py writes, does not list it, so no statement of it counts"
                : "these conditions fail: " + concerned.stream()
                        .flatMap(grant -> grant.failing(access, present).stream()).distinct().toList());
    }
}
