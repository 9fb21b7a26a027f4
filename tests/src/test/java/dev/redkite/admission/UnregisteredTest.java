package dev.redkite.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.announcement.EventPublisher;
import dev.redkite.deployment.Operation;
import dev.redkite.failure.ServiceQuota;
import dev.redkite.failure.Violation;
import dev.redkite.json.Json;
import dev.redkite.platform.AccountPlatform;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.registry.EnvironmentRecord;
import dev.redkite.registry.Registry;
import dev.redkite.sandbox.aws.World;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeAccountLimitsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeAccountLimitsResponse;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.servicequotas.ServiceQuotasClient;
import software.amazon.awssdk.services.sfn.SfnClient;

/** What the registry has lost, what quotas there are, and whom an admission tells. */
class UnregisteredTest {

    private static final String BUCKET = "redkite-demo-123456789012-us-west-2";

    private final World world = World.standing();
    private final AccountPlatform platform = new AccountPlatform(world);
    private final Preflight preflight = new Preflight(platform);

    @BeforeEach
    void the_table_stands() {
        world.dynamoDb().createTable("redkite", "environment");
        world.sfn().executions(_ -> Optional.empty());
    }

    private void written(int generation) {
        world.s3().write(BUCKET, "demo/g%d/file".formatted(generation), 1);
    }

    private void bucket() {
        world.client(S3Client.class).createBucket(request -> request.bucket(BUCKET).createBucketConfiguration(where -> where.locationConstraint("us-west-2")));
    }

    @Test
    void an_environment_of_which_nothing_is_left_is_none() {
        assertThat(preflight.standing("demo")).isEmpty();
        assertThat(preflight.unregistered(preflight.tagged(), Set.of())).isEmpty();
    }

    @Test
    void data_of_an_earlier_life_tells_its_generation() {
        bucket();
        written(3);

        assertThat(preflight.standing("demo")).hasValueSatisfying(record -> {
            assertThat(record.phase()).isEqualTo(Phase.REMOVED);
            assertThat(record.generation()).isEqualTo(3);
            assertThat(record.failure()).isNull();
        });
    }

    @Test
    void five_generations_in_a_row_may_have_written_nothing_and_no_more() {
        bucket();
        written(5);
        written(10);
        assertThat(preflight.standing("demo").orElseThrow().generation()).isEqualTo(10);

        written(16);
        assertThat(preflight.standing("demo").orElseThrow().generation()).isEqualTo(10);
    }

    /** The first that a life makes. */
    private void network(String environment) {
        Ec2Client ec2 = world.client(Ec2Client.class);
        Tag[] tags = {tag("redkite:environment", environment), tag("redkite:generation", "2"), tag("Name", "redkite-" + environment)};
        String vpc = ec2.createVpc(request -> request.cidrBlock("10.42.0.0/16")
                .tagSpecifications(each -> each.resourceType(ResourceType.VPC).tags(tags))).vpc().vpcId();
        world.clock().advance(Duration.ofMinutes(1));
        ec2.createSecurityGroup(request -> request.groupName("redkite-%s-brokers".formatted(environment)).description("brokers").vpcId(vpc)
                .tagSpecifications(each -> each.resourceType(ResourceType.SECURITY_GROUP).tags(tags)));
        world.clock().advance(Duration.ofMinutes(1));
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    @Test
    void what_stands_without_being_registered_is_told_with_its_generation_and_what_to_do() {
        network("demo");

        assertThat(preflight.unregistered(preflight.tagged(), Set.of())).singleElement().satisfies(record -> {
            assertThat(record.environment()).isEqualTo("demo");
            assertThat(record.generation()).isEqualTo(2);
            assertThat(record.phase()).isEqualTo(Phase.FAILED);
            assertThat(record.failure().message()).contains("Next: send its specification");
        });
    }

    @Test
    void what_is_registered_is_not_told_as_lost() {
        network("demo");
        network("other");
        admitted();

        assertThat(preflight.unregistered(preflight.tagged(), Set.of())).extracting(EnvironmentRecord::environment).containsExactly("other");
    }

    private void admitted() {
        Admission admission = new Admission(platform);
        AdmissionStep step = new AdmissionStep(admission, Registry.of(platform), Unregistered.of(platform, admission), () -> world.client(SfnClient.class));
        world.eventBridge().createBus("redkite");
        new PublishingAdmission(step, EventPublisher.of(platform)).run(new AdmissionSpec(Operation.provision,
                Json.object().put("requester", "ann").set("specification", Json.object().put("name", "demo")), "arn:one"));
    }

    @Test
    void an_admission_is_told_with_what_people_should_know() {
        admitted();

        assertThat(world.eventBridge().events()).singleElement().satisfies(event -> {
            assertThat(event.detailType()).isEqualTo("Environment Requested");
            assertThat(event.detail().path("requester").asText()).isEqualTo("ann");
            assertThat(event.detail().path("warnings").toString()).contains("List prices");
        });
    }

    @Test
    void load_balancers_quotas_are_their_own_services_and_told_apart() {
        world.intercept((call, service) -> call.request() instanceof DescribeAccountLimitsRequest
                ? DescribeAccountLimitsResponse.builder().limits(limit -> limit.name("application-load-balancers").max("7"),
                        limit -> limit.name("network-load-balancers").max("9")).build()
                : service.get());
        QuotaValues quotas = QuotaValues.of(world.client(ServiceQuotasClient.class), world.client(ElasticLoadBalancingV2Client.class));

        assertThat(quotas.find(ServiceQuota.NETWORK_LOAD_BALANCERS)).contains(9);
        assertThat(quotas.find(ServiceQuota.APPLICATION_LOAD_BALANCERS)).contains(7);
        assertThat(quotas.find(ServiceQuota.VPCS)).contains(5);
    }

    @Test
    void of_more_violations_than_a_message_holds_the_rest_is_counted() {
        String message = Admission.invalid(Collections.nCopies(1_000, new Violation("$.name", "x".repeat(200)))).getMessage();

        assertThat(message).startsWith("1000 violations in the request:\n- $.name: x").hasSizeLessThan(20_100).matches("(?s).*\n… and \\d{3} more");
        assertThat(Admission.invalid(Collections.nCopies(2, new Violation("$.name", "is missing")))).hasMessage(
                "2 violations in the request:\n- $.name: is missing\n- $.name: is missing");
        assertThat(Admission.invalid(Collections.nCopies(1, new Violation("$.name", "is missing")))).hasMessage(
                "1 violation in the request:\n- $.name: is missing");
    }
}
