package dev.redkite.report;

import dev.redkite.chart.Helm;
import dev.redkite.kubernetes.ClusterAccess;
import dev.redkite.outside.Deployment;
import dev.redkite.outside.Outside;
import dev.redkite.registry.EnvironmentRecord;
import dev.redkite.registry.Registry;
import dev.redkite.sandbox.aws.World;
import dev.redkite.sandbox.aws.eventbridge.FakeEventBridgeClient.Event;
import dev.redkite.stage.Json;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A registry in which an execution works on the environment demo, and a bus: all that the closing stages know. */
record Told(World world, Registry registry) implements Outside {

    static Told byExecution(String execution) {
        World world = World.standing();
        world.dynamoDb().createTable("redkite", "environment");
        world.eventBridge().createBus("redkite");
        Registry registry = new Registry(world.client(DynamoDbClient.class), "redkite");
        Told told = new Told(world, registry);
        told.admit(execution);
        return told;
    }

    void admit(String execution) {
        registry.admit("demo", 1, execution, null, Json.object().put("name", "demo"));
    }

    EnvironmentRecord record() {
        return registry.find("demo").orElseThrow();
    }

    List<Event> events() {
        return world.eventBridge().events();
    }

    @Override
    public Deployment deployment() {
        return new Deployment(world.account(), world.region(), "redkite", "redkite", List.of());
    }

    @Override
    public InstantSource time() {
        return world.clock();
    }

    @Override
    public RandomGenerator random() {
        throw new UnsupportedOperationException("a report is not a matter of chance");
    }

    @Override
    public <C extends SdkClient> C aws(Class<C> type) {
        return world.client(type);
    }

    @Override
    public KubernetesClient kubernetes(ClusterAccess access) {
        throw new UnsupportedOperationException("a report does not look into the cluster");
    }

    @Override
    public Helm helm(ClusterAccess access) {
        throw new UnsupportedOperationException("a report does not look into the cluster");
    }
}
