package dev.redkite.contract;

import dev.redkite.sandbox.lambda.Stack;
import dev.redkite.sandbox.permission.Permissions.Use;
import dev.redkite.sandbox.permission.Reference;
import dev.redkite.sandbox.permission.Role;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PermissionsContractTest {

    @Test
    void show() {
        long begun = System.nanoTime();
        var seen = PermissionScenarios.run(); Set<Use> uses = seen.uses();
        System.out.println("RAN " + (System.nanoTime() - begun) / 1_000_000 + " uses " + uses.size());
        Stack stack = seen.stack();
        stack.functions().keySet().forEach(function -> {
            Role role = Role.of(function, stack, Reference.load());
            role.meaningless().forEach(word -> System.out.println("MEANINGLESS " + function + " " + word));
            var used = uses.stream().filter(use -> use.function().equals(function)).map(Use::grant).collect(Collectors.toSet());
            role.grants().stream().filter(grant -> !used.contains(grant)).forEach(grant -> System.out.println("UNUSED " + function + " " + grant.statement() + " " + grant));
        });
    }
}
