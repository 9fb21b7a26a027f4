package dev.redkite.sandbox.policy;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What a role's own policies let it do; a denial wins. */
public record IdentityPolicy(List<Statement> statements) {

    public IdentityPolicy {
        statements = List.copyOf(statements);
    }

    /** Of documents that IAM has taken, which checked the grammar. */
    public static IdentityPolicy of(Collection<String> documents) {
        return new IdentityPolicy(documents.stream().flatMap(document -> ResourcePolicy.of(document).statements().stream()).toList());
    }

    /** Of a request that carries nothing for conditions to ask. */
    public boolean allows(String action, String resource) {
        return allows(action, resource, Map.of());
    }

    /** @param context what conditions may ask, by key */
    public boolean allows(String action, String resource, Map<String, Set<String>> context) {
        return about(action, resource, context).findAny().isPresent() && !denies(action, resource, context);
    }

    /** Whether it says no, whatever else it says. */
    public boolean denies(String action, String resource, Map<String, Set<String>> context) {
        return about(action, resource, context).anyMatch(Statement::denies);
    }

    /** Whether a statement allows that, if its conditions hold. */
    public boolean mayAllow(String action, String resource) {
        return statements.stream().anyMatch(each -> !each.denies() && each.names(action, resource));
    }

    /** Whether a statement about that goes by the tags of what stands. */
    public boolean asksForTagOfResource(String action, String resource) {
        return statements.stream().filter(each -> each.names(action, resource))
                .anyMatch(each -> each.conditions().stream().anyMatch(Condition::asksForTagOfResource));
    }

    /** The same about what is not there, of which no tag is asked. */
    public IdentityPolicy withoutTagsOfResources() {
        return new IdentityPolicy(statements.stream().map(Statement::withoutTagsOfResources).toList());
    }

    private Stream<Statement> about(String action, String resource, Map<String, Set<String>> context) {
        return statements.stream().filter(each -> each.isAbout(action, resource, context));
    }
}
