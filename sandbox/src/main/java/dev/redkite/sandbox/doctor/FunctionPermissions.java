package dev.redkite.sandbox.doctor;

import dev.redkite.sandbox.lambda.Stack;
import dev.redkite.sandbox.permission.Grant;
import dev.redkite.sandbox.permission.Reference;
import dev.redkite.sandbox.permission.Role;
import dev.redkite.sandbox.policy.Condition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the template grants the functions' roles, as questions about the roles of a stack that stands. */
final class FunctionPermissions {

    /** What an environment of that name would have: a pattern that ends in an asterisk is asked about something that it matches. */
    private static final String SAMPLE = "doctor";

    /** Permissions with the same resource and conditions are one question. */
    private record Place(String resource, Map<String, List<String>> context) {}

    private FunctionPermissions() {}

    /** @param roles ARNs by the functions' logical ids */
    static List<Question> of(Stack template, DeployedStack stack, Map<String, String> roles) {
        return template.functions().keySet().stream()
                .filter(roles::containsKey)
                .flatMap(function -> questions(function, roles.get(function), template, stack).stream())
                .toList();
    }

    private static List<Question> questions(String function, String role, Stack template, DeployedStack stack) {
        Map<Place, List<String>> places = Role.of(function, template, Reference.load()).grants().stream()
                .collect(Collectors.groupingBy(grant -> place(grant, template, stack), LinkedHashMap::new,
                        Collectors.mapping(Grant::action, Collectors.toList())));
        return places.entrySet().stream()
                .map(each -> new Question(function, role, each.getValue().stream().distinct().toList(), each.getKey().resource(), each.getKey().context()))
                .toList();
    }

    private static Place place(Grant grant, Stack template, DeployedStack stack) {
        Map<String, List<String>> context = new TreeMap<>();
        for (Condition condition : grant.conditions()) {
            context.put(condition.key(), List.of(sample(condition.values().getFirst())));
        }
        return new Place(sample(physical(grant.resource(), template, stack)), context);
    }

    /** A pattern that is an asterisk alone stays, for actions that know no resources. */
    private static String sample(String pattern) {
        return pattern.equals("*") ? pattern : pattern.replace("*", SAMPLE);
    }

    /** CloudFormation ends names with letters of its own, which the template cannot know. */
    private static String physical(String resource, Stack template, DeployedStack stack) {
        String named = resource;
        for (Map.Entry<String, String> each : stack.resources().entrySet()) {
            String guessed = template.findReference(each.getKey()).orElse("");
            if (!guessed.isEmpty() && !guessed.contains(":") && named.contains(guessed)) {
                named = Pattern.compile("(?<![\\w-])" + Pattern.quote(guessed) + "(?![\\w-])").matcher(named)
                        .replaceAll(Matcher.quoteReplacement(each.getValue()));
            }
        }
        return named;
    }
}
