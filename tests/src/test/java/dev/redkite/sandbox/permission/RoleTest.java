package dev.redkite.sandbox.permission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.sandbox.lambda.Stack;
import dev.redkite.sandbox.lambda.TemplateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoleTest {

    private static final String VPC = "arn:aws:ec2:us-west-2:123456789012:vpc/vpc-1";
    private static final String OURS = """
            Condition: {StringLike: {"aws:ResourceTag/redkite:environment": "*"}}""";

    @TempDir
    private Path directory;

    private Role role(String... statements) throws IOException {
        StringBuilder template = new StringBuilder("""
                Resources:
                  F:
                    Type: AWS::Serverless::Function
                    Properties:
                      Policies:
                        - Statement:
                """);
        for (String statement : statements) {
            template.append("            - {").append(statement.strip()).append("}\n");
        }
        Path file = Files.writeString(directory.resolve("template.yaml"), template);
        return Role.of("F", Stack.read(file, "123456789012", "us-west-2"), Reference.load());
    }

    private static String allow(String action, String resource, String... more) {
        return "Effect: Allow, Action: %s, Resource: %s%s".formatted(
                action, resource, more.length == 0 ? "" : ", " + String.join(", ", more).strip());
    }

    private static Role.Decision decide(Role role, String action, String resource, Map<String, String> tags) {
        return role.decide(new Access(action, resource, Map.of()), _ -> Optional.ofNullable(tags));
    }

    @Test
    void allows_what_a_statement_names_and_nothing_else() throws IOException {
        Role role = role(allow("\"ec2:DeleteVpc\"", "\"arn:aws:ec2:us-west-2:123456789012:vpc/*\""));

        assertThat(decide(role, "ec2:DeleteVpc", VPC, Map.of()).allowed()).isTrue();
        assertThat(decide(role, "ec2:DeleteSubnet", VPC, Map.of()).allowed()).isFalse();
        assertThat(decide(role, "ec2:DeleteVpc", VPC.replace("vpc/", "subnet/"), Map.of()).reason()).isEqualTo("no statement names it");
    }

    @Test
    void of_an_action_that_nobody_has_looked_up_yet_it_says_where_to() throws IOException {
        Role role = role(allow("\"sns:TagResource\"", "\"*\""));

        assertThat(decide(role, "sns:TagResource", "*", Map.of()).reason()).contains("sandbox/permissions.py");
    }

    @Test
    void a_condition_on_a_tag_asks_the_resource() throws IOException {
        Role role = role(allow("\"ec2:DeleteVpc\"", "\"arn:aws:ec2:us-west-2:123456789012:vpc/*\"", OURS));

        assertThat(decide(role, "ec2:DeleteVpc", VPC, Map.of("redkite:environment", "demo")).allowed()).isTrue();
        assertThat(decide(role, "ec2:DeleteVpc", VPC, Map.of("environment", "demo")).reason()).contains("aws:ResourceTag/redkite:environment");
    }

    @Test
    void what_is_not_there_is_the_services_to_refuse_and_counts_for_no_grant() throws IOException {
        Role role = role(allow("\"ec2:DeleteVpc\"", "\"arn:aws:ec2:us-west-2:123456789012:vpc/*\"", OURS));

        Role.Decision decision = decide(role, "ec2:DeleteVpc", VPC, null);

        assertThat(decision.allowed()).isTrue();
        assertThat(decision.by()).isEmpty();
    }

    @Test
    void one_of_several_statements_is_enough() throws IOException {
        Role role = role(
                allow("\"ec2:DeleteVpc\"", "\"arn:aws:ec2:us-west-2:123456789012:vpc/*\"", OURS),
                allow("\"ec2:DeleteVpc\"", "\"arn:aws:ec2:us-west-2:123456789012:vpc/vpc-1\""));

        assertThat(decide(role, "ec2:DeleteVpc", VPC, Map.of()).by()).hasValueSatisfying(grant -> assertThat(grant.statement()).isEqualTo(2));
    }

    @Test
    void values_of_the_request_are_compared_whole_unless_like_is_said() throws IOException {
        String condition = "Condition: {%s: {\"iam:PassedToService\": \"eks*\"}}";
        Access access = new Access("iam:PassRole", "arn:aws:iam::123456789012:role/r", Map.of("iam:PassedToService", Set.of("eks.amazonaws.com")));

        assertThat(role(allow("\"iam:PassRole\"", "\"arn:aws:iam::123456789012:role/r\"", condition.formatted("StringEquals")))
                .decide(access, _ -> Optional.of(Map.of())).allowed()).isFalse();
        assertThat(role(allow("\"iam:PassRole\"", "\"arn:aws:iam::123456789012:role/r\"", condition.formatted("StringLike")))
                .decide(access, _ -> Optional.of(Map.of())).allowed()).isTrue();
    }

    @Test
    void what_aws_overlooks_grants_nothing_and_is_told() throws IOException {
        Role role = role(
                allow("[\"ec2:DeleteVpc\", \"ec2:DeleteSubnet\"]", "\"arn:aws:ec2:us-west-2:123456789012:vpc/*\""),
                allow("\"kafka:DeleteConfiguration\"", "\"arn:aws:kafka:us-west-2:123456789012:configuration/redkite-*\"", OURS));

        assertThat(role.grants()).extracting(Grant::action).containsExactly("ec2:DeleteVpc");
        assertThat(role.meaningless()).contains("statement 1: ec2:DeleteSubnet", "statement 2: kafka:DeleteConfiguration");
    }

    @Test
    void what_it_does_not_know_it_refuses() {
        assertThatThrownBy(() -> role("Effect: Deny, Action: \"ec2:DeleteVpc\", Resource: \"*\"")).isInstanceOf(TemplateException.class);
        assertThatThrownBy(() -> role("Effect: Allow, NotAction: \"ec2:DeleteVpc\", Resource: \"*\"")).isInstanceOf(TemplateException.class);
        assertThatThrownBy(() -> role(allow("\"ec2:Delete*\"", "\"*\""))).isInstanceOf(TemplateException.class);
        assertThatThrownBy(() -> role(allow("\"ec2:DeleteVpc\"", "\"*\"", "Condition: {NumericLessThan: {\"aws:SourceArn\": \"*\"}}")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
