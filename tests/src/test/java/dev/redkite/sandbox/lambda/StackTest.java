package dev.redkite.sandbox.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackTest {

    private static final String TEMPLATE = """
            Parameters:
              Level: {Type: String, Default: INFO}
              Topic: {Type: String, Default: ""}
            Conditions:
              HasTopic: !Not [!Equals [!Ref Topic, ""]]
            Globals:
              Function:
                Timeout: 60
                Environment:
                  Variables: {LEVEL: !Ref Level, ACCOUNT: !Ref AWS::AccountId}
            Resources:
              Table: {Type: AWS::DynamoDB::Table, Properties: {}}
              Bus: {Type: AWS::Events::EventBus, Properties: {Name: redkite}}
              OneFunction:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: dev.redkite.One::handleRequest
                  Environment:
                    Variables:
                      LEVEL: DEBUG
                      TABLE: !Ref Table
                      TABLE_ARN: !GetAtt Table.Arn
                      BUS: !Sub "${Bus} in ${AWS::Region}: ${Bus.Arn}"
                      ROLES: !Join [",", [!GetAtt OneFunctionRole.Arn, !GetAtt [TwoFunctionRole, Arn]]]
                      TOPIC: !If [HasTopic, !Ref Topic, none]
              TwoFunction:
                Type: AWS::Serverless::Function
                Properties: {Handler: dev.redkite.Two::handleRequest, Timeout: 300}
              Machine:
                Type: AWS::Serverless::StateMachine
                Properties:
                  DefinitionUri: machines/one.asl.json
                  DefinitionSubstitutions: {OneFunctionArn: !GetAtt OneFunction.Arn}
              Asked:
                Type: AWS::Events::Rule
                Properties:
                  EventBusName: !Ref Bus
                  EventPattern: {source: [redkite.request]}
                  Targets: [{Id: Machine, Arn: !Ref Machine, InputPath: $.detail}]
            """;

    @TempDir
    private Path directory;

    private Stack stack(String template) {
        try {
            return Stack.read(Files.writeString(directory.resolve("template.yaml"), template), "123456789012", "us-west-2");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void resolves_a_functions_variables_over_the_global_ones() {
        assertThat(stack(TEMPLATE).functions().get("OneFunction").environment()).containsExactlyInAnyOrderEntriesOf(Map.of(
                "AWS_REGION", "us-west-2",
                "ACCOUNT", "123456789012",
                "LEVEL", "DEBUG",
                "TABLE", "redkite-Table",
                "TABLE_ARN", "arn:aws:dynamodb:us-west-2:123456789012:table/redkite-Table",
                "BUS", "redkite in us-west-2: arn:aws:events:us-west-2:123456789012:event-bus/redkite",
                "ROLES", "arn:aws:iam::123456789012:role/redkite-OneFunctionRole,arn:aws:iam::123456789012:role/redkite-TwoFunctionRole",
                "TOPIC", "none"));
    }

    @Test
    void takes_a_functions_own_timeout_before_the_global_one() {
        assertThat(stack(TEMPLATE).functions().values()).extracting(FunctionDefinition::timeout)
                .containsExactly(Duration.ofSeconds(60), Duration.ofSeconds(300));
    }

    @Test
    void points_a_machine_to_its_file_and_functions() {
        assertThat(stack(TEMPLATE).machines().get("Machine")).isEqualTo(new MachineDefinition(
                "Machine", "arn:aws:states:us-west-2:123456789012:stateMachine:redkite-Machine",
                directory.toAbsolutePath().resolve("machines/one.asl.json"),
                Map.of("OneFunctionArn", "arn:aws:lambda:us-west-2:123456789012:function:redkite-OneFunction")));
    }

    @Test
    void points_to_a_functions_version_and_alias_where_it_publishes_them() {
        String published = TEMPLATE.replace("Timeout: 60\n", "Timeout: 60\n    AutoPublishAlias: live\n")
                .replace("!GetAtt OneFunction.Arn}", "!Ref OneFunction.Version, AliasArn: !Ref OneFunction.Alias}");
        String arn = "arn:aws:lambda:us-west-2:123456789012:function:redkite-OneFunction";

        assertThat(stack(published).machines().get("Machine").substitutions())
                .isEqualTo(Map.of("OneFunctionArn", arn + ":1", "AliasArn", arn + ":live"));
        assertThat(stack(published).functions().get("OneFunction").arns()).containsExactly(arn, arn + ":1", arn + ":live");
    }

    @Test
    void a_function_that_ignores_what_is_global_publishes_no_versions() {
        String published = TEMPLATE.replace("Timeout: 60\n", "Timeout: 60\n    AutoPublishAlias: live\n")
                .replaceFirst("(  OneFunction:\n)", "$1    IgnoreGlobals: [AutoPublishAlias]\n");

        assertThat(stack(published).functions().get("OneFunction").arns())
                .containsExactly("arn:aws:lambda:us-west-2:123456789012:function:redkite-OneFunction");
    }

    @Test
    void refuses_a_version_of_a_function_that_publishes_none() {
        assertThatThrownBy(() -> stack(TEMPLATE.replace("!GetAtt OneFunction.Arn}", "!Ref OneFunction.Version}")).machines())
                .isInstanceOf(TemplateException.class).hasMessageContaining("OneFunction.Version", "AutoPublishAlias");
    }

    @Test
    void routes_an_events_detail_to_the_machine() {
        EventRule rule = stack(TEMPLATE).rules().getFirst();

        assertThat(rule.bus()).isEqualTo("redkite");
        assertThat(rule.targets().getFirst().arn()).endsWith("stateMachine:redkite-Machine");
        assertThat(rule.targets().getFirst().input(Json.parse("{\"detail\":{\"name\":\"demo\"}}")))
                .isEqualTo(Json.parse("{\"name\":\"demo\"}"));
    }

    @Test
    void refuses_a_reference_to_nothing() {
        assertThatThrownBy(() -> stack(TEMPLATE.replace("!Ref Table", "!Ref Tabel")).functions())
                .isInstanceOf(TemplateException.class).hasMessageContaining("Tabel");
    }

    @Test
    void refuses_a_function_of_cloudformation_that_it_does_not_know() {
        assertThatThrownBy(() -> stack(TEMPLATE.replace("!Ref Table", "!ImportValue Table")).functions())
                .isInstanceOf(TemplateException.class).hasMessageContaining("Fn::ImportValue");
    }
}
