package dev.redkite.sandbox.aws.elasticloadbalancing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.sandbox.aws.World;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.Controller;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.Kind;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.Listener;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.LoadBalancerRequest;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.Scheme;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.Target;
import java.time.Duration;
import java.util.Collections;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerStateEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

class FakeElasticLoadBalancingV2ClientTest {

    private static final Optional<String> ROLE = Optional.of("arn:role");
    private static final Optional<String> VPC = Optional.of("vpc-0a1a0000000000001");
    private static final String NAME = "demo-g1-milvus";

    private final World world = World.standing();
    private final ElasticLoadBalancingV2Client client = world.client(ElasticLoadBalancingV2Client.class);
    private final Ec2Client ec2 = world.client(Ec2Client.class);

    private Optional<String> ask(String cluster, String name, Optional<String> role) {
        return ask(cluster, Kind.NETWORK, name, Scheme.INTERNAL, new Controller(role, VPC, Map.of("team", "search")));
    }

    private Optional<String> ask(String cluster, Kind kind, String name, Scheme scheme, Controller controller) {
        return cluster(cluster).ensure(new LoadBalancerRequest(kind, "milvus/milvus", name,
                scheme, List.of(new Listener(19530, "TCP", List.of(new Target("10.0.0.7", 19530, Optional.of(Instant.EPOCH))))),
                List.of("10.0.0.0/8"), List.of(),
                Map.of("elbv2.k8s.aws/cluster", cluster, "service.k8s.aws/stack", "milvus/milvus",
                        "service.k8s.aws/resource", "LoadBalancer", "team", "search"), controller), world.now());
    }

    private CloudLoadBalancers cluster(String name) {
        return world.elasticLoadBalancing().of(name);
    }

    private void removed() {
        cluster("demo").remove(Kind.NETWORK, "milvus/milvus", world.now());
    }

    private void pass(String deletion) {
        world.clock().advance(world.place().durations().delete(deletion));
    }

    private LoadBalancer described(String name) {
        return client.describeLoadBalancers(request -> request.names(name)).loadBalancers().getFirst();
    }

    private List<NetworkInterface> interfaces() {
        return ec2.describeNetworkInterfaces(request -> request.filters(
                Filter.builder().name("description").values("ELB net/" + NAME + "/*").build())).networkInterfaces();
    }

    private List<SecurityGroup> groups() {
        return ec2.describeSecurityGroups(request -> request.filters(
                Filter.builder().name("tag:elbv2.k8s.aws/cluster").values("demo").build())).securityGroups();
    }

    private List<TargetGroup> targetGroups() {
        return client.describeTargetGroups(request -> {}).targetGroups();
    }

    private static void refuses(String code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(AwsServiceException.class, error ->
                assertThat(error.awsErrorDetails().errorCode()).isEqualTo(code));
    }

    private TargetHealthStateEnum health(LoadBalancer loadBalancer) {
        String group = client.describeTargetGroups(request -> request.loadBalancerArn(loadBalancer.loadBalancerArn()))
                .targetGroups().getFirst().targetGroupArn();
        return client.describeTargetHealth(request -> request.targetGroupArn(group))
                .targetHealthDescriptions().getFirst().targetHealth().state();
    }

    @Test
    void provisions_before_it_is_active() {
        ask("demo", NAME, ROLE);
        assertThat(described(NAME).state().code()).isEqualTo(LoadBalancerStateEnum.PROVISIONING);
        assertThat(health(described(NAME))).isEqualTo(TargetHealthStateEnum.INITIAL);
        world.clock().advance(world.place().durations().create("networkLoadBalancer"));
        assertThat(described(NAME).state().code()).isEqualTo(LoadBalancerStateEnum.ACTIVE);
    }

    @Test
    void takes_a_target_for_healthy_after_some_checks_that_it_passed() {
        ask("demo", NAME, ROLE);
        world.clock().advance(world.place().durations().create("networkLoadBalancer"));
        assertThat(health(described(NAME))).isEqualTo(TargetHealthStateEnum.INITIAL);
        world.clock().advance(world.place().durations().create("networkLoadBalancerTarget"));
        assertThat(health(described(NAME))).isEqualTo(TargetHealthStateEnum.HEALTHY);
    }

    @Test
    void refuses_a_name_that_another_cluster_has() {
        ask("demo", NAME, ROLE);
        assertThat(ask("other", NAME, ROLE)).isEmpty();
        assertThat(world.elasticLoadBalancing().refusals()).singleElement().asString().contains("DuplicateLoadBalancerName");
    }

    @Test
    void refuses_a_name_of_33_characters() {
        assertThat(ask("demo", "a".repeat(33), ROLE)).isEmpty();
        assertThat(world.elasticLoadBalancing().refusals()).singleElement().asString().contains("ValidationError");
    }

    @Test
    void refuses_a_controller_without_a_role_and_one_that_was_not_told_its_vpc() {
        assertThat(ask("demo", NAME, Optional.empty())).isEmpty();
        assertThat(ask("demo", Kind.NETWORK, NAME, Scheme.INTERNAL, new Controller(ROLE, Optional.empty(), Map.of()))).isEmpty();
    }

    @Test
    void refuses_a_vpc_without_tagged_subnets_of_two_zones_to_an_application_load_balancer() {
        Controller elsewhere = new Controller(ROLE, Optional.of("vpc-0b1a0000000000002"), Map.of());
        assertThat(ask("demo", Kind.APPLICATION, NAME, Scheme.INTERNAL, elsewhere)).isEmpty();
        assertThat(world.elasticLoadBalancing().refusals()).singleElement().asString().contains("auto-discover subnets");
    }

    private Optional<String> named(String... subnets) {
        return cluster("demo").ensure(new LoadBalancerRequest(Kind.NETWORK, "milvus/milvus", NAME, Scheme.INTERNAL, List.of(), List.of("10.0.0.0/8"),
                List.of(subnets), Map.of("elbv2.k8s.aws/cluster", "demo"), new Controller(ROLE, VPC, Map.of())), world.now());
    }

    /** So that so many are left. */
    private void fill(String subnet, int free) {
        String card = world.ec2().addNetworkInterface(subnet, List.of(), "somebody's", "somebody", Map.of());
        int left = ec2.describeSubnets(request -> request.subnetIds(subnet)).subnets().getFirst().availableIpAddressCount();
        world.ec2().takeAddresses(card, left - free);
    }

    @Test
    void refuses_a_named_subnet_with_fewer_than_eight_free_addresses_and_passes_over_one_that_is_tagged() {
        fill("subnet-0a1b0000000000002", 7);

        assertThat(named("subnet-0a1a0000000000001", "subnet-0a1b0000000000002")).isEmpty();
        assertThat(world.elasticLoadBalancing().refusals()).singleElement().asString()
                .contains("Not enough IP space available in subnet-0a1b0000000000002");
        assertThat(ask("demo", NAME, ROLE)).isPresent();
        assertThat(described(NAME).availabilityZones()).extracting(zone -> zone.subnetId())
                .doesNotContain("subnet-0a1b0000000000002");
    }

    @Test
    void takes_a_named_subnet_with_eight_and_stays_there_when_they_become_fewer() {
        fill("subnet-0a1b0000000000002", 8);
        assertThat(named("subnet-0a1a0000000000001", "subnet-0a1b0000000000002")).isPresent();
        world.clock().advance(Duration.ofMinutes(10));

        assertThat(named("subnet-0a1a0000000000001", "subnet-0a1b0000000000002")).isPresent();
    }

    @Test
    void stands_in_one_subnet_a_zone_with_a_group_before_and_a_shared_one_behind() {
        ask("demo", NAME, ROLE);
        world.clock().advance(Duration.ofSeconds(2));

        assertThat(described(NAME).availabilityZones()).extracting(zone -> zone.subnetId()).containsExactly(
                "subnet-0a1a0000000000001", "subnet-0a1b0000000000002", "subnet-0a1c0000000000003");
        assertThat(interfaces()).hasSize(3).allMatch(card -> card.groups().size() == 2);
        assertThat(groups()).extracting(SecurityGroup::groupName).anyMatch(name -> name.startsWith("k8s-milvus-milvus-"))
                .anyMatch(name -> name.startsWith("k8s-traffic-demo-"));
        assertThat(groups()).allSatisfy(group -> assertThat(group.tags()).anyMatch(tag -> tag.key().equals("team")));
    }

    @Test
    void tags_target_groups_as_resources_of_their_stack() {
        ask("demo", NAME, ROLE);

        assertThat(client.describeTags(request -> request.resourceArns(targetGroups().getFirst().targetGroupArn()))
                        .tagDescriptions().getFirst().tags())
                .contains(Tag.builder().key("service.k8s.aws/resource").value("milvus/milvus:19530").build(),
                        Tag.builder().key("elbv2.k8s.aws/cluster").value("demo").build());
    }

    @Test
    void is_listed_for_a_while_after_its_removal_was_asked() {
        ask("demo", NAME, ROLE);
        removed();
        assertThat(described(NAME).loadBalancerName()).isEqualTo(NAME);
        assertThat(ask("demo", NAME, ROLE)).as("the name is taken as long as it is listed").isEmpty();
        pass("loadBalancer");
        refuses("LoadBalancerNotFound", () -> described(NAME));
    }

    @Test
    void leaves_its_interfaces_in_use_for_a_while_longer() {
        ask("demo", NAME, ROLE);
        removed();
        pass("loadBalancer");
        assertThat(interfaces()).hasSize(3);
        refuses("InvalidParameterValue", () -> ec2.deleteNetworkInterface(request ->
                request.networkInterfaceId(interfaces().getFirst().networkInterfaceId())));
        refuses("DependencyViolation", () -> ec2.deleteSecurityGroup(request -> request.groupId(groups().getFirst().groupId())));
        pass("networkInterface");
        assertThat(interfaces()).isEmpty();
    }

    @Test
    void holds_its_target_group_until_it_is_gone() {
        ask("demo", NAME, ROLE);
        removed();
        String group = targetGroups().getFirst().targetGroupArn();
        refuses("ResourceInUse", () -> client.deleteTargetGroup(request -> request.targetGroupArn(group)));
        pass("loadBalancer");
        assertThat(targetGroups().getFirst().loadBalancerArns()).isEmpty();
        client.deleteTargetGroup(request -> request.targetGroupArn(group));
        assertThat(targetGroups()).isEmpty();
        client.deleteTargetGroup(request -> request.targetGroupArn(group));
    }

    @Test
    void a_controller_that_lives_long_enough_tidies_everything() {
        ask("demo", NAME, ROLE);
        removed();
        pass("loadBalancer");
        assertThat(cluster("demo").tidy(world.now())).contains(world.now().plus(world.place().durations().delete("networkInterface")));
        assertThat(targetGroups()).isEmpty();
        assertThat(groups()).hasSize(2);
        pass("networkInterface");
        assertThat(cluster("demo").tidy(world.now())).isEmpty();
        assertThat(groups()).isEmpty();
    }

    @Test
    void a_controller_that_went_too_early_leaves_target_and_security_groups() {
        ask("demo", NAME, ROLE);
        removed();
        world.clock().advance(Duration.ofDays(1));

        assertThat(targetGroups()).hasSize(1);
        assertThat(groups()).hasSize(2);
        groups().forEach(group -> ec2.deleteSecurityGroup(request -> request.groupId(group.groupId())));
    }

    @Test
    void one_that_its_controller_forgot_stays_until_somebody_else_deletes_it() {
        ask("demo", NAME, ROLE);
        world.elasticLoadBalancing().leavesLoadBalancerBehind();
        removed();
        world.clock().advance(Duration.ofDays(1));

        String arn = described(NAME).loadBalancerArn();
        client.deleteLoadBalancer(request -> request.loadBalancerArn(arn));
        pass("loadBalancer");
        refuses("LoadBalancerNotFound", () -> described(NAME));
        assertThat(world.elasticLoadBalancing().inventory()).hasSize(1).allSatisfy((key, _) ->
                assertThat(key).startsWith("elasticloadbalancing:targetgroup/"));
    }

    @Test
    void an_internet_facing_one_has_public_addresses_in_public_subnets() {
        ask("demo", Kind.NETWORK, NAME, Scheme.INTERNET_FACING, new Controller(ROLE, VPC, Map.of()));
        world.clock().advance(Duration.ofSeconds(2));

        assertThat(interfaces()).allMatch(card -> card.association().publicIp() != null);
        assertThat(described(NAME).availabilityZones()).extracting(zone -> zone.subnetId()).containsExactly(
                "subnet-0a1a0000000000011", "subnet-0a1b0000000000012", "subnet-0a1c0000000000013");
    }

    @Test
    void answers_page_by_page_and_describes_the_tags_of_twenty_at_most() {
        ask("demo", NAME, ROLE);
        ask("other", "other-g1-milvus", ROLE);

        assertThat(client.describeLoadBalancersPaginator(request -> request.pageSize(1)).loadBalancers().stream()).hasSize(2);
        assertThat(client.describeTargetGroupsPaginator(request -> request.pageSize(1)).targetGroups().stream()).hasSize(2);
        refuses("ValidationError", () -> client.describeTags(request -> request.resourceArns(
                Collections.nCopies(21, described(NAME).loadBalancerArn()))));
    }

    @Test
    void another_scheme_is_another_load_balancer_once_the_name_is_free() {
        Controller controller = new Controller(ROLE, VPC, Map.of());
        String first = ask("demo", NAME, ROLE).orElseThrow();

        assertThat(ask("demo", Kind.NETWORK, NAME, Scheme.INTERNET_FACING, controller)).isEmpty();
        assertThat(described(NAME).dnsName()).as("until it is gone").isEqualTo(first);
        pass("loadBalancer");
        String second = ask("demo", Kind.NETWORK, NAME, Scheme.INTERNET_FACING, controller).orElseThrow();

        assertThat(second).isNotEqualTo(first);
        assertThat(described(NAME).schemeAsString()).isEqualTo("internet-facing");
        assertThat(described(NAME).state().code()).isEqualTo(LoadBalancerStateEnum.PROVISIONING);
    }
}
