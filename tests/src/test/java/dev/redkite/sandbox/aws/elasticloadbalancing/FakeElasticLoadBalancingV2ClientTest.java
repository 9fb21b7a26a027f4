package dev.redkite.sandbox.aws.elasticloadbalancing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.sandbox.aws.World;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.Kind;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.Listener;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.LoadBalancerRequest;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.Scheme;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerStateEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

class FakeElasticLoadBalancingV2ClientTest {

    private final World world = World.standing();
    private final ElasticLoadBalancingV2Client client = world.client(ElasticLoadBalancingV2Client.class);

    private Optional<String> ask(String cluster, String name, Optional<String> role) {
        return world.elasticLoadBalancing().of(cluster).ensure(new LoadBalancerRequest(Kind.NETWORK, "milvus/milvus", name,
                Scheme.INTERNAL, List.of(new Listener(19530, "TCP", List.of(new Target("10.0.0.7", 19530, true)))),
                List.of("10.0.0.0/8"), List.of(), Map.of("elbv2.k8s.aws/cluster", cluster), role), world.now());
    }

    private LoadBalancer described(String name) {
        return client.describeLoadBalancers(request -> request.names(name)).loadBalancers().getFirst();
    }

    private TargetHealthStateEnum health(LoadBalancer loadBalancer) {
        String group = client.describeTargetGroups(request -> request.loadBalancerArn(loadBalancer.loadBalancerArn()))
                .targetGroups().getFirst().targetGroupArn();
        return client.describeTargetHealth(request -> request.targetGroupArn(group))
                .targetHealthDescriptions().getFirst().targetHealth().state();
    }

    @Test
    void provisions_before_it_is_active() {
        ask("demo", "demo-g1-milvus", Optional.of("arn:role"));
        assertThat(described("demo-g1-milvus").state().code()).isEqualTo(LoadBalancerStateEnum.PROVISIONING);
        assertThat(health(described("demo-g1-milvus"))).isEqualTo(TargetHealthStateEnum.INITIAL);
        world.clock().advance(world.durations().create("networkLoadBalancer"));
        assertThat(described("demo-g1-milvus").state().code()).isEqualTo(LoadBalancerStateEnum.ACTIVE);
        assertThat(health(described("demo-g1-milvus"))).isEqualTo(TargetHealthStateEnum.HEALTHY);
    }

    @Test
    void refuses_a_name_that_another_cluster_has() {
        ask("demo", "demo-g1-milvus", Optional.of("arn:role"));
        assertThat(ask("other", "demo-g1-milvus", Optional.of("arn:role"))).isEmpty();
        assertThat(world.elasticLoadBalancing().refusals()).singleElement().asString().contains("DuplicateLoadBalancerName");
    }

    @Test
    void refuses_a_name_of_33_characters() {
        assertThat(ask("demo", "a".repeat(33), Optional.of("arn:role"))).isEmpty();
        assertThat(world.elasticLoadBalancing().refusals()).singleElement().asString().contains("ValidationError");
    }

    @Test
    void refuses_a_controller_without_a_role() {
        assertThat(ask("demo", "demo-g1-milvus", Optional.empty())).isEmpty();
    }

    @Test
    void is_gone_some_time_after_its_removal() {
        ask("demo", "demo-g1-milvus", Optional.of("arn:role"));
        assertThat(world.elasticLoadBalancing().of("demo").remove(Kind.NETWORK, "milvus/milvus", world.now())).isFalse();
        world.clock().advance(world.durations().delete("loadBalancer"));
        assertThat(world.elasticLoadBalancing().of("demo").remove(Kind.NETWORK, "milvus/milvus", world.now())).isTrue();
        assertThatThrownBy(() -> described("demo-g1-milvus")).isInstanceOf(AwsServiceException.class)
                .hasMessageContaining("not found");
    }
}
