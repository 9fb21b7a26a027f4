package dev.redkite.sandbox.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.redkite.chart.DirectoryCharts;
import dev.redkite.failure.ServiceQuota;
import dev.redkite.json.Json;
import dev.redkite.platform.Charts;
import dev.redkite.sandbox.aws.Errors;
import dev.redkite.sandbox.aws.Quotas;
import dev.redkite.sandbox.aws.World;
import dev.redkite.sandbox.aws.cloudformation.FakeCloudFormationClient;
import dev.redkite.sandbox.charts.StandInCharts;
import dev.redkite.sandbox.doctor.Finding.Group;
import dev.redkite.sandbox.doctor.Finding.State;
import dev.redkite.sandbox.platform.Operator;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/** Whatever is wrong with an account is found, alone, with what it is and what to do. */
class BrokenAccountTest {

    private static final Path TEMPLATE = Path.of("../template.yaml");

    private final World world = World.standing();
    private Charts charts = StandInCharts.only();

    private Diagnosis examined() {
        return examined(Operator.in(world, charts), null);
    }

    private static Diagnosis examined(Operator operator, String stackOrNull) {
        return new Doctor(operator, Doctor.Request.reading(TEMPLATE, Json.parse("{\"name\":\"probe\",\"kafka\":{\"version\":\"3.9.x\"}}"), stackOrNull)).examine();
    }

    private static Arguments broken(String what, Consumer<World> breaking, Group group, String found, String next) {
        return arguments(what, breaking, group, found, next);
    }

    private static Consumer<World> refusing(String call, String code, String message) {
        return world -> world.refuses(call, Errors.of(call.split(":")[0], 403, code, message));
    }

    private static Consumer<World> unreached(RuntimeException error) {
        return world -> world.intercept((_, _) -> {
            throw error;
        });
    }

    private static String denied(String action) {
        return "User: arn:aws:sts::123456789012:assumed-role/operator/somebody is not authorized to perform: %s on resource: *".formatted(action);
    }

    private static void organization(World world, String... actions) {
        world.iam().policies().organizationSays("{\"Statement\":[{\"Effect\":\"Deny\",\"Action\":[\"%s\"],\"Resource\":\"*\"}]}".formatted(String.join("\",\"", actions)));
    }

    static Stream<Arguments> accounts() {
        return Stream.of(
                broken("no credentials", unreached(SdkClientException.create("Unable to load credentials from any of the providers in the chain")),
                        Group.ACCOUNT, "there are no credentials", "aws sso login"),
                broken("an expired token", refusing("Sts:GetCallerIdentity", "ExpiredToken", "The security token included in the request is expired"),
                        Group.ACCOUNT, "have expired", "get new ones"),
                broken("a region that is not enabled", refusing("Sts:GetCallerIdentity", "InvalidClientTokenId", "The security token included in the request is invalid."),
                        Group.ACCOUNT, "AWS does not know the credentials here", "aws account enable-region"),
                broken("a region that nobody reaches", unreached(SdkClientException.create("Unable to execute HTTP request", new UnknownHostException("sts.us-west-2.amazonaws.com"))),
                        Group.ACCOUNT, "nobody was reached", "--region"),
                broken("no permission to see the offered versions", refusing("Kafka:ListKafkaVersions", "ForbiddenException", denied("kafka:ListKafkaVersions")),
                        Group.PLAN, "kafka:ListKafkaVersions", "docs/doctor.md"),
                broken("no permission to see tags", refusing("ResourceGroupsTaggingApi:GetResources", "AccessDeniedException", denied("tag:GetResources")),
                        Group.ENVIRONMENTS, "the permission tag:GetResources is missing", "add tag:GetResources to your policy"),
                broken("no permission to simulate", refusing("Iam:SimulatePrincipalPolicy", "AccessDenied", denied("iam:SimulatePrincipalPolicy")),
                        Group.PERMISSIONS, "the permission iam:SimulatePrincipalPolicy is missing", "add iam:SimulatePrincipalPolicy"),
                broken("an organization that keeps reads away", refusing("Eks:DescribeClusterVersions", "AccessDeniedException",
                                denied("eks:DescribeClusterVersions") + " with an explicit deny in a service control policy"),
                        Group.PLAN, "the permission eks:DescribeClusterVersions is missing", "ask whoever administers it"),
                broken("an organization that lets nobody make functions", world -> organization(world, "lambda:CreateFunction"),
                        Group.PERMISSIONS, "a service control policy of the organization denies it", "ask whoever administers the organization"),
                broken("service-linked roles that nobody may make", world -> organization(world, "iam:CreateServiceLinkedRole"),
                        Group.ROLES, "cannot be made", "aws iam create-service-linked-role --aws-service-name"),
                broken("a quota that is used up", world -> world.allow(Quotas.young().with(ServiceQuota.ELASTIC_IPS, 2)),
                        Group.PLAN, "L-0263D0A3", "do what it says"),
                broken("no zone with brokers", world -> Stream.of("usw2-az1", "usw2-az2", "usw2-az3", "usw2-az4").forEach(zone -> world.ec2().withhold("m7g.large", zone)),
                        Group.PLAN, "m7g.large", "do what it says"),
                broken("a version that MSK has retired", world -> world.kafka().stopsMaking("3.9.x"), Group.PLAN, "3.9.x", "do what it says"),
                broken("a default key that nodes may not use", world -> world.ec2().encryptVolumes(world.kms().standing("alias/volumes"), true),
                        Group.PLAN, "which EC2 Auto Scaling may not use", "do what it says"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("accounts")
    void what_is_wrong_is_found_alone_with_what_to_do(String what, Consumer<World> breaking, Group group, String found, String next) {
        breaking.accept(world);

        Diagnosis diagnosis = examined();

        assertThat(diagnosis.fine()).as(what).isFalse();
        assertThat(diagnosis.findings()).filteredOn(Finding::needsSomebody).allSatisfy(finding -> {
            assertThat(finding.group()).isEqualTo(group);
            assertThat(finding.found()).contains(found);
            assertThat(finding.next()).contains(next);
        });
    }

    @Test
    void what_a_lone_default_key_forbids_hides_no_environment() {
        world.ec2().encryptVolumes(world.kms().standing("alias/volumes"), true);

        assertThat(examined().findings()).filteredOn(finding -> finding.group() == Group.ENVIRONMENTS).noneMatch(Finding::needsSomebody);
    }

    @Test
    void somebody_who_may_pass_roles_to_those_services_alone_may_deploy() {
        Operator deployer = Operator.in(world, charts, """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},\
                {"Effect":"Deny","Action":"iam:PassRole","Resource":"*","Condition":{"StringNotEquals":{"iam:PassedToService":\
                ["events.amazonaws.com","lambda.amazonaws.com","states.amazonaws.com"]}}}]}""");

        assertThat(examined(deployer, null).findings()).filteredOn(finding -> finding.group() == Group.PERMISSIONS).noneMatch(Finding::needsSomebody);
    }

    @Test
    void somebody_who_may_only_read_is_told_in_few_lines_what_he_could_not_deploy() {
        Operator reader = Operator.in(world, charts, """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["iam:*","ec2:Describe*"],"Resource":"*"}]}""");

        assertThat(examined(reader, null).findings()).filteredOn(finding -> finding.group() == Group.PERMISSIONS && finding.needsSomebody())
                .hasSizeBetween(5, 20).anyMatch(finding -> finding.asked().startsWith("lambda:AddPermission, lambda:CreateAlias,") && finding.asked().contains(" more on "));
    }

    @Test
    void charts_that_are_missing_are_told_each_with_the_command_that_fetches_them() {
        charts = new DirectoryCharts(Path.of("no-such-directory"));

        assertThat(examined().findings()).filteredOn(Finding::needsSomebody).hasSize(3)
                .allMatch(finding -> finding.group() == Group.CHARTS && finding.next().contains("./redkite charts"));
    }

    @Test
    void somebody_elses_stack_is_not_taken_for_ours() {
        Operator operator = Operator.in(world, charts);
        world.fake(FakeCloudFormationClient.class).deployed("shop", StackStatus.CREATE_COMPLETE, Map.of(), Map.of("Orders", "AWS::DynamoDB::Table"), Map.of("Orders", "orders"));

        assertThat(examined(operator, "shop").findings())
                .filteredOn(Finding::needsSomebody).singleElement()
                .matches(finding -> finding.group() == Group.STACK && finding.found().contains("is somebody else's: it has no EventBus"));
    }

    @Test
    void a_stack_that_is_not_there_is_told() {
        assertThat(examined(Operator.in(world, charts), "nowhere").findings())
                .filteredOn(finding -> finding.state() == State.WRONG).singleElement()
                .matches(finding -> finding.found().contains("there is no stack of that name"));
    }
}
