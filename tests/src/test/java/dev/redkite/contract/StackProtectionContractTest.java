package dev.redkite.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.sandbox.aws.World;
import dev.redkite.sandbox.lambda.Stack;
import dev.redkite.sandbox.outsider.Outsider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each setting of the template that keeps outsiders out of the stack itself is turned off, and what notices names it. */
class StackProtectionContractTest {

    private static final Path TEMPLATE = Path.of("..", "template.yaml");

    private static final Map<String, String> TOKENS = Map.of("JwtIssuer", "https://login.example.com", "JwtAudience", "redkite");

    @TempDir
    private Path directory;

    /** @param named how what notices its absence begins */
    record Opening(String what, String named, String before, String after, Map<String, String> parameters) {

        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Opening> openings() {
        return Stream.of(
                new Opening("anybody may call the API", "API authorizer:", "AuthorizationType: !If [HasJwt, JWT, AWS_IAM]", "AuthorizationType: NONE", Map.of()),
                new Opening("tokens of whomever are taken", "API authorizer:", "AuthorizerId: !If [HasJwt, !Ref ApiAuthorizer, !Ref AWS::NoValue]", "OperationName: x", TOKENS),
                new Opening("any account's API may call the function", "function's permission ApiPermission:",
                        "SourceArn: !Sub arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/*\n", "EventSourceToken: x\n", Map.of()),
                new Opening("everybody may call a function", "function's permission ApiPermission:",
                        "Principal: apigateway.amazonaws.com\n      SourceArn: !Sub arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/*\n",
                        "Principal: \"*\"\n", Map.of()),
                new Opening("a function has an address for everybody", "function's URL of ApiFunction:",
                        "      Handler: dev.redkite.trigger.http.ApiFunction::handleRequest\n",
                        "      Handler: dev.redkite.trigger.http.ApiFunction::handleRequest\n      FunctionUrlConfig: {AuthType: NONE}\n", Map.of()),
                new Opening("another account may be a function", "function roles:",
                        "      Handler: dev.redkite.trigger.http.ApiFunction::handleRequest\n",
                        "      Handler: dev.redkite.trigger.http.ApiFunction::handleRequest\n      AssumeRolePolicyDocument: {Version: \"2012-10-17\", Statement: "
                                + "[{Effect: Allow, Principal: {AWS: \"999999999999\"}, Action: \"sts:AssumeRole\"}]}\n", Map.of()),
                new Opening("another account may start machines", "function roles:",
                        "              Service: events.amazonaws.com\n            Action: sts:AssumeRole", "              AWS: \"*\"\n            Action: sts:AssumeRole", Map.of()),
                new Opening("dead letters may be read without TLS", "policy ",
                        "          - Effect: Deny\n            Principal: \"*\"", "          - Effect: Allow\n            Principal: \"*\"", Map.of()));
    }

    private Stack stack(String template, Map<String, String> parameters) throws IOException {
        return Stack.read(Files.writeString(directory.resolve("template.yaml"), template), "123456789012", "us-west-2", parameters);
    }

    private static List<String> got(Stack stack) {
        return Outsider.gets(stack, World.standing().place());
    }

    @Test
    void an_outsider_gets_nothing_of_the_stack() throws IOException {
        String template = Files.readString(TEMPLATE);

        assertThat(got(stack(template, Map.of()))).isEmpty();
        assertThat(got(stack(template, TOKENS))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("openings")
    void without_it_an_outsider_gets_in(Opening opening) throws IOException {
        String template = Files.readString(TEMPLATE);
        assertThat(template).contains(opening.before());

        List<String> got = got(stack(template.replace(opening.before(), opening.after()), opening.parameters()));

        assertThat(got).isNotEmpty().allMatch(sentence -> sentence.startsWith(opening.named()));
    }

    @ParameterizedTest
    @CsvSource({
        "ObjectStorageFunction, Resource: !Sub arn:${AWS::Partition}:s3:::redkite-*",
        "WorkloadIdentityFunction, - !Sub arn:${AWS::Partition}:iam::${AWS::AccountId}:role/redkite-*-${AWS::Region}-milvus",
        "KafkaCredentialsFunction, Resource: !Sub arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:key/*"})
    void a_function_s_role_that_reaches_everything_is_named(String function, String narrow) throws IOException {
        String wide = narrow.replaceFirst("!Sub .*", "\"*\"");
        String template = Files.readString(TEMPLATE);
        assertThat(template).contains(narrow + "\n");

        Stack stack = stack(template.replace(narrow + "\n", wide + "\n"), Map.of());

        assertThat(new PermissionJudge(stack, Set.of()).wide()).anyMatch(sentence -> sentence.startsWith(function + ", statement "));
        assertThat(new PermissionJudge(stack(template, Map.of()), Set.of()).wide()).isEmpty();
    }
}
