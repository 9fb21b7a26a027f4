package dev.redkite.sandbox.doctor;

import dev.redkite.deployment.Deployment;
import dev.redkite.json.Json;
import dev.redkite.sandbox.aws.Call;
import dev.redkite.sandbox.aws.Durations;
import dev.redkite.sandbox.aws.Errors;
import dev.redkite.sandbox.aws.Lag;
import dev.redkite.sandbox.aws.World;
import dev.redkite.sandbox.charts.StandInCharts;
import dev.redkite.sandbox.lambda.Stack;
import dev.redkite.sandbox.platform.Operator;
import dev.redkite.sandbox.time.VirtualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/** An account in which services lag, and some of the calls of a run fail. */
final class TrialAccount {

    static final Stack STACK = Stack.read(Path.of("../template.yaml"), "123456789012", "us-west-2");

    final World world = new World(new VirtualClock(World.START), "123456789012", "us-west-2", Durations.typical(), Lag.random(7));
    final List<String> calls = new ArrayList<>();
    String last = "";
    private final Operator operator;
    private IntPredicate failing = _ -> false;
    private boolean killing;

    private TrialAccount(String policyOrNull) {
        operator = policyOrNull == null ? Operator.in(world, StandInCharts.only()) : Operator.in(world, StandInCharts.only(), policyOrNull);
        world.intercept(this::around);
    }

    static TrialAccount young() {
        return new TrialAccount(null);
    }

    /** In which nothing may be done but what that policy says. */
    static TrialAccount of(String policy) {
        return new TrialAccount(policy);
    }

    /** The same with the stack, whose roles can then be changed. */
    TrialAccount deployed() {
        operator.with(STACK, StackStatus.CREATE_COMPLETE, _ -> 0);
        return this;
    }

    Operator operator() {
        return operator;
    }

    private Object around(Call call, Supplier<Object> service) {
        calls.add(call.toString());
        if (failing.test(calls.size() - 1)) {
            last = call.toString();
            if (killing) {
                throw new IllegalStateException("killed");
            }
            throw Errors.of(call.service(), 403, "AccessDenied", "User: somebody is not authorized to perform: this");
        }
        return service.get();
    }

    /** @param failingCalls which calls fail, counted from the beginning of the run */
    List<Finding> run(IntPredicate failingCalls, boolean kills) {
        failing = _ -> false;
        Identity identity = Identity.of(operator);
        Optional<DeployedStack> stack = DeployedStack.find(operator, STACK.name());
        Deployment deployment = stack.map(found -> found.deployment(identity))
                .orElseGet(() -> Deployment.of(Map.of("AWS_REGION", identity.region(), "REDKITE_ACCOUNT", identity.account())));
        Examination examination = new Examination(new Located(operator, deployment), identity, stack, STACK, Json.object());
        calls.clear();
        failing = failingCalls;
        killing = kills;
        return new Trials(examination, new Spending(this::pass, operator::as)).findings();
    }

    List<Finding> run() {
        return run(_ -> false, false);
    }

    List<Finding> needing() {
        return run().stream().filter(Finding::needsSomebody).toList();
    }

    /** From now on no call fails. */
    void live() {
        failing = _ -> false;
    }

    /** With what falls due meanwhile. */
    void pass(Duration duration) {
        Instant target = world.now().plus(duration);
        while (world.clock().nextAt() != null && !world.clock().nextAt().isAfter(target)) {
            world.clock().runNext();
        }
        world.clock().advance(Duration.between(world.now(), target));
    }

    /** After what goes of itself has gone. */
    Set<String> stands() {
        pass(Duration.ofMinutes(10));
        return world.inventory().keySet();
    }
}
