package dev.redkite.contract.judges;

import dev.redkite.sandbox.aws.World;
import dev.redkite.sandbox.states.Executions;
import dev.redkite.sandbox.states.StateMachine;
import dev.redkite.sandbox.states.TaskResources;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import software.amazon.awssdk.core.SdkClient;

/** The sandbox's fakes, in a world of their own. */
final class SandboxAccount implements Account {

    private final World world = World.standing();
    private final Map<String, StateMachine> machines = new HashMap<>();

    SandboxAccount() {
        world.sfn().serve(new Executions(world.clock(), new TaskResources(), new Random(7)), machines);
    }

    @Override
    public <C extends SdkClient> C client(Class<C> type) {
        return world.client(type);
    }

    @Override
    public String name(String stem) {
        return "judged-" + stem;
    }

    @Override
    public void pass(Duration time) {
        world.clock().advance(time);
    }

    @Override
    public void table(String name, String key) {
        world.dynamoDb().createTable(name, key);
    }

    @Override
    public void object(String bucket, String key) {
        world.s3().write(bucket, key, 1);
    }

    @Override
    public void upload(String bucket, String key) {
        world.s3().beginUpload(bucket, key);
    }

    @Override
    public void keepVersions(String bucket) {
        world.s3().keepVersions(bucket);
    }

    @Override
    public void bus(String name) {
        world.eventBridge().createBus(name);
    }

    @Override
    public void scheduleGroup(String name) {
        world.scheduler().createGroup(name);
    }

    @Override
    public String machine(String name) {
        String arn = "arn:aws:states:%s:%s:stateMachine:%s".formatted(world.region(), world.account(), name);
        machines.put(arn, StateMachine.load(arn, JudgedAccount.PASSES_ON, Map.of()));
        return arn;
    }
}
