package dev.redkite.contract;

import dev.redkite.sandbox.permission.Grant;
import dev.redkite.sandbox.permission.Operations;
import dev.redkite.sandbox.permission.Permissions.Use;
import dev.redkite.sandbox.permission.Reference;
import dev.redkite.sandbox.permission.Role;
import dev.redkite.sandbox.policy.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** docs/permissions.md: what each function may do, on what, and what it does that for. */
record PermissionReport(Map<String, Role> roles, Set<Use> uses) {

    List<String> lines() {
        List<String> lines = new ArrayList<>(List.of(
                "# Permissions",
                "",
                "What the role of each function in template.yaml grants, and which of its calls needs it. Made from what the functions",
                "do in the sandbox, which refuses everything else; `PermissionsContractTest` holds the page against template and calls.",
                "Written by `./mvnw -pl tests -am test -Dtest=PermissionsContractTest -Dsurefire.failIfNoSpecifiedTests=false -Dredkite.permissions=renew`.",
                "",
                "Account and region stand as `A` and `R`, the stack is called `redkite`. An operation that asks for an action of another name,",
                "or of another service, does so in the caller's name. Where a number stands behind it, that is said below; everything else",
                "is in the Service Authorization Reference, to which the actions lead. Besides these, SAM gives every function",
                "AWSLambdaBasicExecutionRole for its logs and AWSXRayDaemonWriteAccess for its traces, and to functions with a",
                "destination for failures the right to send there.",
                "",
                "%d functions, %d permissions.".formatted(roles.size(), roles.values().stream().mapToInt(role -> role.grants().size()).sum())));
        Map<String, Integer> notes = new TreeMap<>();
        roles.values().forEach(role -> section(role, lines, notes));
        lines.addAll(List.of("", "## Besides the reference", ""));
        notes.entrySet().stream().sorted(Map.Entry.comparingByValue())
                .forEach(note -> lines.add("%d. %s".formatted(note.getValue(), note.getKey())));
        lines.add("");
        roles.values().stream().flatMap(role -> role.grants().stream()).map(Grant::action)
                .collect(Collectors.toMap(PermissionReport::service, Reference.load()::source, (one, _) -> one, TreeMap::new))
                .forEach((service, source) -> lines.add("[%s]: %s".formatted(service, source)));
        return lines;
    }

    private static String service(String action) {
        return action.substring(0, action.indexOf(':'));
    }

    private void section(Role role, List<String> lines, Map<String, Integer> notes) {
        lines.addAll(List.of("", "## " + role.function(), ""));
        if (role.grants().isEmpty()) {
            lines.add("Nothing: it speaks to the Kubernetes API alone, as whoever has an access entry there.");
            return;
        }
        lines.addAll(List.of("| Action | Resource | Condition | Used by |", "|---|---|---|---|"));
        role.grants().stream().map(grant -> row(role.function(), grant, notes)).sorted().forEach(lines::add);
    }

    private String row(String function, Grant grant, Map<String, Integer> notes) {
        Set<String> operations = uses.stream()
                .filter(use -> use.function().equals(function) && use.grant().equals(grant))
                .map(Use::operation)
                .collect(Collectors.toCollection(TreeSet::new));
        return "| [%s][%s] | `%s` | %s | %s |".formatted(
                grant.action(), service(grant.action()), plain(grant.resource()),
                grant.conditions().stream().map(PermissionReport::condition).collect(Collectors.joining(" and ")),
                operations.isEmpty() ? "nothing in the sandbox" : operations.stream()
                        .map(operation -> operation + numbers(operation, grant.action(), notes)).collect(Collectors.joining(", ")));
    }

    private static String condition(Condition condition) {
        return "`%s` %s %s".formatted(condition.key(), condition.operator().endsWith("Like") ? "like" : "is",
                condition.values().stream().map(value -> "`" + plain(value) + "`").collect(Collectors.joining(" or ")));
    }

    private static String plain(String text) {
        return text.replace("123456789012", "A").replace("us-west-2", "R");
    }

    private static String numbers(String operation, String action, Map<String, Integer> notes) {
        return Operations.sources(operation, action).stream()
                .map(source -> " (%d)".formatted(notes.computeIfAbsent(source, _ -> notes.size() + 1)))
                .collect(Collectors.joining());
    }
}
