package dev.redkite.sandbox.policy;

import java.util.Collection;
import java.util.List;
import java.util.Map;

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
        List<Statement> concerned = statements.stream().filter(each -> each.isAbout(action, resource, Map.of())).toList();
        return !concerned.isEmpty() && concerned.stream().noneMatch(Statement::denies);
    }
}
