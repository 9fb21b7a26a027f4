package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;

/** A company lets nobody make a role without its permissions boundary, and a stack is given one. */
class BoundaryScenarioTest {

    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    private static final String BOUNDARY = "arn:aws:iam::123456789012:policy/company-boundary";

    @TempDir
    private Path directory;

    /** The parameter's value is its default here. */
    private Sandbox bounded(ObjectNode event) throws IOException {
        String template = Files.readString(HOME.resolve("template.yaml")).replaceFirst(
                "(PermissionsBoundaryArn:\n(?:    .*\n)*?    Default: )\"\"", "$1" + BOUNDARY);
        assertThat(template).contains("Default: " + BOUNDARY);
        Files.writeString(directory.resolve("template.yaml"), template);
        Files.createDirectory(directory.resolve("statemachine"));
        try (Stream<Path> machines = Files.list(HOME.resolve("statemachine"))) {
            for (Path machine : machines.toList()) {
                Files.copy(machine, directory.resolve("statemachine").resolve(machine.getFileName()));
            }
        }
        return Sandbox.open(TestSettings.of(event).withHome(directory));
    }

    private static Stream<String> roles(Sandbox sandbox) {
        return sandbox.world().inventory().keySet().stream()
                .filter(name -> name.startsWith("iam:role/redkite-demo-")).map(name -> name.substring("iam:role/".length()));
    }

    @Test
    void every_role_that_is_made_has_it_and_a_role_that_lost_it_is_given_it_again() throws IOException {
        ObjectNode event = Events.read("01-minimal");
        try (Sandbox sandbox = bounded(event)) {
            Outcome ready = sandbox.deliver(event);
            assertThat(ready.phase()).as(ready.message()).isEqualTo("READY");
            assertThat(roles(sandbox)).hasSize(6)
                    .allSatisfy(role -> assertThat(sandbox.world().iam().boundary(role)).isEqualTo(Optional.of(BOUNDARY)));

            String node = roles(sandbox).filter(role -> role.endsWith("-node")).findFirst().orElseThrow();
            sandbox.world().client(IamClient.class).putRolePermissionsBoundary(request ->
                    request.roleName(node).permissionsBoundary("arn:aws:iam::123456789012:policy/another"));
            Outcome again = sandbox.deliver(Events.again(event, 1));

            assertThat(again.phase()).as(again.message()).isEqualTo("READY");
            assertThat(sandbox.world().iam().boundary(node)).isEqualTo(Optional.of(BOUNDARY));
            Outcome removed = sandbox.deliver(Events.teardown("demo"));
            assertThat(removed.phase()).as(removed.message()).isEqualTo("REMOVED");
            assertThat(roles(sandbox)).isEmpty();
        }
    }

    /** Without the parameter there is none, and none that somebody has put there is taken away. */
    @Test
    void without_one_a_boundary_of_somebody_elses_stays() {
        ObjectNode event = Events.read("01-minimal");
        try (Sandbox sandbox = Sandbox.open(TestSettings.of(event))) {
            sandbox.deliver(event);
            assertThat(roles(sandbox)).isNotEmpty().allSatisfy(role -> assertThat(sandbox.world().iam().boundary(role)).isEmpty());
            assertThat(sandbox.world().calls()).noneMatch(call -> call.request() instanceof CreateRoleRequest request
                    && request.permissionsBoundary() != null);
            String role = roles(sandbox).findFirst().orElseThrow();
            sandbox.world().client(IamClient.class).putRolePermissionsBoundary(request ->
                    request.roleName(role).permissionsBoundary(BOUNDARY));

            assertThat(sandbox.deliver(Events.again(event, 1)).phase()).isEqualTo("READY");

            assertThat(sandbox.world().iam().boundary(role)).isEqualTo(Optional.of(BOUNDARY));
        }
    }
}
