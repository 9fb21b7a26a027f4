package dev.redkite.sandbox.states;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.json.Json;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A definition that has been read, checked and compiled; any number of executions of one thread can use it. */
public final class StateMachine {

    private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\{([A-Za-z0-9_]+)}");
    private static final int LONGEST_TIMEOUT_SECONDS = 99_999_999;

    private final String arn;
    private final Flow flow;
    private final Optional<Duration> timeout;

    private StateMachine(String arn, Flow flow, Optional<Duration> timeout) {
        this.arn = arn;
        this.flow = flow;
        this.timeout = timeout;
    }

    /**
     * Reads a machine.
     *
     * @param arn its ARN, {@code arn:<partition>:states:<region>:<account>:stateMachine:<name>}
     * @param definition the text of its .asl.json file
     * @param substitutions what stands for each {@code ${Name}} in the text, as in a template's DefinitionSubstitutions
     * @throws DefinitionException if anything in it is not as AWS, or the sandbox, wants it
     */
    public static StateMachine load(String arn, String definition, Map<String, String> substitutions) {
        Fields fields = new Fields(parse(substitute(definition, substitutions)), "$");
        fields.take("Comment");
        fields.text("Version");
        if (!fields.requireText("QueryLanguage").equals("JSONata")) {
            throw new DefinitionException("$.QueryLanguage", "must be JSONata");
        }
        Optional<Duration> timeout = fields.has("TimeoutSeconds")
                ? Optional.of(Duration.ofSeconds(fields.whole("TimeoutSeconds", 0, 1, LONGEST_TIMEOUT_SECONDS)))
                : Optional.empty();
        Flow flow = Flow.read(fields);
        fields.refuseOthers();
        checkStateNames(flow);
        checkVariableNames(flow, Set.of());
        return new StateMachine(arn, flow, timeout);
    }

    /** The names that stand as {@code ${Name}} in a definition, in the order of their first appearance. */
    public static Set<String> substitutionsIn(String definition) {
        Set<String> names = new LinkedHashSet<>();
        SUBSTITUTION.matcher(definition).results().forEach(found -> names.add(found.group(1)));
        return names;
    }

    private static String substitute(String definition, Map<String, String> substitutions) {
        for (String name : substitutionsIn(definition)) {
            if (!substitutions.containsKey(name)) {
                throw new DefinitionException("$", "nothing is given for ${" + name + "}");
            }
        }
        return SUBSTITUTION.matcher(definition)
                .replaceAll(found -> Matcher.quoteReplacement(substitutions.get(found.group(1))));
    }

    private static JsonNode parse(String text) {
        try {
            return Json.parse(text);
        } catch (IllegalArgumentException wrong) {
            throw new DefinitionException("$", "is " + wrong.getMessage());
        }
    }

    private static void checkStateNames(Flow flow) {
        Set<String> seen = new HashSet<>();
        flow.allStates().forEach(state -> {
            if (!seen.add(state.name())) {
                throw new DefinitionException("$", "two states have the name " + state.name());
            }
        });
    }

    /** AWS allows no variable of a branch to have the name of one around it. */
    private static void checkVariableNames(Flow flow, Set<String> around) {
        Set<String> visible = new HashSet<>(around);
        for (String name : flow.assigned()) {
            if (!visible.add(name)) {
                throw new DefinitionException("$", "a branch assigns $" + name + ", which is a variable around it");
            }
        }
        flow.states().values().forEach(state ->
                state.branches().forEach(branch -> checkVariableNames(branch, visible)));
    }

    public String arn() {
        return arn;
    }

    public String name() {
        return arn.substring(arn.lastIndexOf(':') + 1);
    }

    /** Every resource that some Task of this machine invokes. */
    public Set<String> resources() {
        return tasks().map(TaskState::resource).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The names of the Task states, in the order of the file. */
    public Set<String> taskNames() {
        return tasks().map(TaskState::name).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Stream<TaskState> tasks() {
        return flow.allStates().filter(TaskState.class::isInstance).map(TaskState.class::cast);
    }

    /** The state's type and, of a Task, its resource; empty when there is no such state. */
    public Optional<StateKind> kind(String state) {
        return flow.allStates().filter(each -> each.name().equals(state)).findFirst()
                .map(each -> new StateKind(each.common().type(), each instanceof TaskState task ? task.resource() : ""));
    }

    /** @param resource empty unless it is a Task */
    public record StateKind(String type, String resource) {}

    Flow flow() {
        return flow;
    }

    Optional<Duration> timeout() {
        return timeout;
    }
}
