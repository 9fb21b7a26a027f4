package dev.redkite.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.sandbox.lambda.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** When SAM and CloudFormation publish a version of a function, and when they do not. */
class VersionsContractTest {

    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

    static Set<String> parameters() {
        return with("SlackChannel", "C1").parameters().keySet();
    }

    /**
     * SAM computes whether a new version is due from the template alone, so alias and machines would go on with the old value for
     * ever: https://github.com/aws/serverless-application-model/issues/3820. Another description replaces the version.
     */
    @ParameterizedTest
    @MethodSource("parameters")
    void another_value_of_a_parameter_reaches_every_function_that_is_told_it(String parameter) throws IOException {
        String text = Files.readString(HOME.resolve("template.yaml"));
        Stack before = with(parameter, "before");
        Stack after = with(parameter, "after");

        before.functions().forEach((id, function) -> {
            boolean told = !function.environment().equals(after.functions().get(id).environment());
            if (told && function.arns().size() > 1) {
                assertThat(before.properties(id).path("VersionDescription").asText()).as(id)
                        .isNotEqualTo(after.properties(id).path("VersionDescription").asText());
                assertThat(text).contains("  %s:%n    Type: AWS::Serverless::Function%n    UpdateReplacePolicy: Retain%n".formatted(id));
            }
            assertThat(told || before.properties(id).path("VersionDescription").equals(after.properties(id).path("VersionDescription")))
                    .as("Lambda publishes no second version of what is the same: " + id).isTrue();
        });
    }

    private static Stack with(String parameter, String value) {
        return Stack.read(HOME.resolve("template.yaml"), "123456789012", "us-west-2", Map.of(parameter, value));
    }
}
