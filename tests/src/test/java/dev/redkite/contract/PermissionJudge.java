package dev.redkite.contract;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.json.Json;
import dev.redkite.sandbox.lambda.Stack;
import dev.redkite.sandbox.permission.Grant;
import dev.redkite.sandbox.permission.Permissions.Use;
import dev.redkite.sandbox.permission.Reference;
import dev.redkite.sandbox.permission.Role;
import dev.redkite.sandbox.policy.Condition;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Holds what the roles of a template grant against what was used of it, and against the rules for what may be granted. */
final class PermissionJudge {

    private static final Reference REFERENCE = Reference.load();

    /** How actions begin that take away, or let others in. */
    private static final Set<String> DESTRUCTIVE = Set.of("Abort", "BatchDisassociate", "Delete", "Detach", "Disassociate",
            "PutBucketPolicy", "PutResourcePolicy", "Release", "Remove", "Revoke", "ScheduleKeyDeletion", "Terminate", "Untag");

    private final Map<String, Role> roles = new TreeMap<>();
    private final Set<Use> uses;
    private final JsonNode exceptions;
    private final Set<String> excepted = new HashSet<>();

    PermissionJudge(Stack stack, Set<Use> uses) {
        stack.functions().keySet().forEach(function -> roles.put(function, Role.of(function, stack, REFERENCE)));
        this.uses = uses;
        exceptions = Json.read(PermissionJudge.class.getResourceAsStream("/contract/permission-exceptions.json"), JsonNode.class);
    }

    Map<String, Role> roles() {
        return roles;
    }

    private Stream<Granted> granted() {
        return roles.values().stream().flatMap(role -> role.grants().stream().map(grant -> new Granted(role.function(), grant)));
    }

    /** One sentence for each, with function, action and resource. */
    private record Granted(String function, Grant grant) {

        String named(String violation) {
            return "%s, statement %d: %s: %s".formatted(function, grant.statement(), grant, violation);
        }
    }

    /** What was used and would be refused. */
    List<String> missing() {
        return uses.stream()
                .filter(use -> roles.get(use.function()).grants().stream().noneMatch(grant -> covers(grant, use)))
                .map(use -> "%s: %s needs %s on %s".formatted(
                        use.function(), use.operation(), use.grant().action(), use.resource()))
                .distinct().sorted().toList();
    }

    private static boolean covers(Grant grant, Use use) {
        return grant.allows(use.grant().action(), use.resource()) && use.grant().conditions().containsAll(grant.conditions());
    }

    List<String> unused() {
        Set<Granted> used = uses.stream().map(use -> new Granted(use.function(), use.grant())).collect(Collectors.toSet());
        return granted()
                .filter(granted -> !used.contains(granted) && !isExcepted("unexercised", granted))
                .map(granted -> granted.named("no scenario uses it"))
                .toList();
    }

    List<String> meaningless() {
        return roles.values().stream()
                .flatMap(role -> role.meaningless().stream().map(word -> "%s, %s means nothing there, or is not in reference.json yet: see sandbox/permissions.py"
                        .formatted(role.function(), word)))
                .toList();
    }

    /** An asterisk, or a pattern of several types, where the action could name its resources. */
    List<String> wide() {
        return granted()
                .filter(granted -> REFERENCE.knowsResources(granted.grant().action())
                        && REFERENCE.type(granted.grant().resource()).isEmpty())
                .map(granted -> granted.named("the action could name its resources"))
                .toList();
    }

    /** Everything of one type, and no condition. */
    List<String> unlimited() {
        return granted()
                .filter(granted -> granted.grant().conditions().isEmpty() && REFERENCE.isAnyOfItsType(granted.grant().resource())
                        && !isExcepted("anyOfItsType", granted))
                .map(granted -> granted.named("neither a name nor a condition limits it"))
                .toList();
    }

    /** Where tags count, they have to say whose it is. */
    List<String> untagged() {
        return granted()
                .filter(granted -> isDestructive(granted.grant().action()) && tagsCount(granted.grant())
                        && !granted.grant().asksForTagOfResource() && !isExcepted("untagged", granted))
                .map(granted -> granted.named("no tag says that it is ours"))
                .toList();
    }

    private static boolean tagsCount(Grant grant) {
        return REFERENCE.keys(grant.action(), grant.resource()).orElseThrow().contains("aws:ResourceTag");
    }

    private static boolean isDestructive(String action) {
        return DESTRUCTIVE.stream().anyMatch(action.substring(action.indexOf(':') + 1)::startsWith);
    }

    List<String> passedToAnybody() {
        return granted()
                .filter(granted -> granted.grant().action().equals("iam:PassRole")
                        && granted.grant().conditions().stream().map(Condition::key).noneMatch("iam:PassedToService"::equals))
                .map(granted -> granted.named("no service limits it"))
                .toList();
    }

    private boolean isExcepted(String rule, Granted granted) {
        for (JsonNode exception : exceptions.path(rule)) {
            if (exception.path("function").asText().equals(granted.function())
                    && exception.path("action").asText().equals(granted.grant().action())
                    && granted.grant().toString().contains(exception.path("on").asText())) {
                excepted.add(rule + exception);
                return true;
            }
        }
        return false;
    }

    /** Exceptions that excepted nothing; to be asked after the rules. */
    List<String> idleExceptions() {
        return exceptions.properties().stream()
                .filter(rule -> rule.getValue().isArray())
                .flatMap(rule -> Stream.iterate(0, index -> index < rule.getValue().size(), index -> index + 1)
                        .map(rule.getValue()::get)
                        .filter(exception -> !excepted.contains(rule.getKey() + exception))
                        .map(exception -> rule.getKey() + ": " + exception))
                .toList();
    }

    List<String> all() {
        return Stream.of(missing(), unused(), meaningless(), wide(), unlimited(), untagged(), passedToAnybody(), idleExceptions())
                .flatMap(List::stream)
                .toList();
    }
}
