package dev.redkite.sandbox.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Goes where the first condition that holds points to, else to Default. */
record ChoiceState(CommonFields common, List<Rule> rules) implements State {

    /** One way to go, with what it assigns and puts out instead of the state's own. */
    record Rule(Expression condition, String next, Optional<Expression> output,
            Optional<Expression.Composed> assign, String path) {}

    static ChoiceState read(String name, Fields fields) {
        List<Rule> rules = fields.objects("Choices").stream().map(ChoiceState::readRule).toList();
        return new ChoiceState(CommonFields.read(name, fields, fields.text("Default")), rules);
    }

    private static Rule readRule(Fields fields) {
        Expression condition = fields.expression("Condition")
                .orElseThrow(() -> new DefinitionException(fields.path("Condition"), "is missing"));
        Rule rule = new Rule(condition, fields.requireText("Next"), fields.expression("Output"),
                Assign.read(fields), fields.path("Condition"));
        fields.take("Comment");
        fields.refuseOthers();
        return rule;
    }

    @Override
    public Set<String> successors() {
        Set<String> successors = new LinkedHashSet<>();
        rules.forEach(rule -> successors.add(rule.next()));
        common.next().ifPresent(successors::add);
        return successors;
    }

    @Override
    public void run(StateVisit visit) throws QueryEvaluationException {
        for (Rule rule : rules) {
            JsonNode holds = rule.condition().evaluate(visit.scope());
            if (!holds.isBoolean()) {
                throw new QueryEvaluationException(rule.path(), "a condition must be true or false");
            }
            if (holds.booleanValue()) {
                visit.goOn(Optional.of(rule.next()), rule.output(), rule.assign());
                return;
            }
        }
        if (common.next().isPresent()) {
            visit.goOn();
        } else {
            visit.fail(ErrorName.NO_CHOICE_MATCHED, "No condition of " + name() + " holds, and it has no Default");
        }
    }
}
