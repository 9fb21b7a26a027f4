package dev.redkite.identity;

import dev.redkite.environment.Identity;
import dev.redkite.environment.Names.RolePurpose;
import dev.redkite.environment.Ownership;

/** Enough to find a role and to take it away. */
public record RoleIdentity(String name, Ownership ownership) {

    public static RoleIdentity of(Identity environment, RolePurpose purpose) {
        return new RoleIdentity(environment.names().role(purpose), environment.ownership());
    }
}
