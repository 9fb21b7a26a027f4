package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What Kubernetes' own roles let somebody do, by the bindings that stand
 * (https://kubernetes.io/docs/reference/access-authn-authz/rbac/).
 *
 * @param objects everything of a type as it stands now, such as {@code rolebindings.rbac.authorization.k8s.io}
 */
public record RoleBasedAccess(Function<String, List<JsonNode>> objects) {

    /** Whoever shows no token. */
    public static final String ANONYMOUS = "system:anonymous";

    private static final String GROUP = ".rbac.authorization.k8s.io";
    private static final String ACCOUNT = "system:serviceaccount:";

    /** @param attempt whose resource may name a subresource, such as {@code pods/exec} */
    public boolean allows(AccessControl.Attempt attempt) {
        return allows(attempt, Set.of());
    }

    /** @param further groups that whoever vouches for the principal says it is a member of */
    public boolean allows(AccessControl.Attempt attempt, Set<String> further) {
        Set<String> groups = new HashSet<>(groups(attempt.principal()));
        groups.addAll(further);
        return Stream.concat(everywhere(attempt, groups), within(attempt, groups)).anyMatch(rule -> covers(rule, attempt));
    }

    private Stream<JsonNode> everywhere(AccessControl.Attempt attempt, Set<String> groups) {
        return objects.apply("clusterrolebindings" + GROUP).stream()
                .filter(binding -> binds(binding, attempt.principal(), groups))
                .flatMap(binding -> rules("clusterroles", "", binding));
    }

    /** Bindings in a namespace say nothing of cluster-wide requests. */
    private Stream<JsonNode> within(AccessControl.Attempt attempt, Set<String> groups) {
        return objects.apply("rolebindings" + GROUP).stream()
                .filter(binding -> namespace(binding).equals(attempt.namespace()) && binds(binding, attempt.principal(), groups))
                .flatMap(binding -> binding.path("roleRef").path("kind").asText().equals("Role")
                        ? rules("roles", attempt.namespace(), binding) : rules("clusterroles", "", binding));
    }

    private Stream<JsonNode> rules(String plural, String namespace, JsonNode binding) {
        String name = binding.path("roleRef").path("name").asText();
        return objects.apply(plural + GROUP).stream()
                .filter(role -> namespace(role).equals(namespace) && role.path("metadata").path("name").asText().equals(name))
                .flatMap(role -> role.path("rules").valueStream());
    }

    private static String namespace(JsonNode object) {
        return object.path("metadata").path("namespace").asText();
    }

    private static boolean binds(JsonNode binding, String principal, Set<String> groups) {
        return binding.path("subjects").valueStream().anyMatch(subject -> {
            String name = subject.path("name").asText();
            return switch (subject.path("kind").asText()) {
                case "ServiceAccount" -> principal.equals(ACCOUNT + namespaceOf(subject, binding) + ":" + name);
                case "Group" -> groups.contains(name);
                default -> principal.equals(name);
            };
        });
    }

    private static String namespaceOf(JsonNode subject, JsonNode binding) {
        return subject.path("namespace").asText(namespace(binding));
    }

    private static Set<String> groups(String principal) {
        if (principal.equals(ANONYMOUS)) {
            return Set.of("system:unauthenticated");
        }
        return principal.startsWith(ACCOUNT)
                ? Set.of("system:authenticated", "system:serviceaccounts", "system:serviceaccounts:" + principal.split(":")[2])
                : Set.of("system:authenticated");
    }

    /** A rule for some names is one, for it covers one object at least. */
    private static boolean covers(JsonNode rule, AccessControl.Attempt attempt) {
        String[] parts = attempt.resource().split("/", 2);
        int dot = parts[0].indexOf('.');
        String plural = dot < 0 ? parts[0] : parts[0].substring(0, dot);
        String group = dot < 0 ? "" : parts[0].substring(dot + 1);
        List<String> resources = parts.length == 1 ? List.of(plural) : List.of(plural + "/" + parts[1], "*/" + parts[1]);
        return names(rule, "apiGroups", List.of(group)) && names(rule, "resources", resources) && names(rule, "verbs", List.of(attempt.verb()));
    }

    private static boolean names(JsonNode rule, String member, List<String> any) {
        return rule.path(member).valueStream().map(JsonNode::asText).anyMatch(each -> each.equals("*") || any.contains(each));
    }
}
