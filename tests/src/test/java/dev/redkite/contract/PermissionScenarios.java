package dev.redkite.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.permission.Permissions.Use;
import dev.redkite.stage.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/** What the functions use of their permissions, over everything that is known to happen to an environment. */
final class PermissionScenarios {

    private final Set<Use> uses = new LinkedHashSet<>();

    static ObjectNode event(String name) {
        try {
            return (ObjectNode) Json.parse(Files.readString(Path.of("..", "events", name + ".json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Set<Use> run() {
        for (String name : new String[] {"01-minimal", "02-reference", "03-new-network", "14-scheduled"}) {
            in(event(name), sandbox -> ready(sandbox.deliver(event(name))));
        }
        return uses;
    }

    private void in(ObjectNode event, Consumer<Sandbox> scenario) {
        try (Sandbox sandbox = Sandbox.open(Sandbox.Settings.of(event))) {
            scenario.accept(sandbox);
            uses.addAll(sandbox.permissionsUsed());
        }
    }

    private static void ready(Outcome outcome) {
        assertThat(outcome.phase()).as(outcome.message()).isEqualTo("READY");
    }
}
