package dev.redkite.sandbox.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.outside.Deployment;
import dev.redkite.sandbox.Operator;
import dev.redkite.sandbox.aws.Call;
import dev.redkite.sandbox.aws.Durations;
import dev.redkite.sandbox.aws.Errors;
import dev.redkite.sandbox.aws.Lag;
import dev.redkite.sandbox.aws.World;
import dev.redkite.sandbox.charts.StandInCharts;
import dev.redkite.sandbox.lambda.Stack;
import dev.redkite.sandbox.time.VirtualClock;
import dev.redkite.stage.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;

/** Level 1 makes little, learns how long the services take, and leaves nothing, whatever happens to it. */
class TrialsTest {

    private static final Stack STACK = Stack.read(Path.of("../template.yaml"), "123456789012", "us-west-2");

    /** One account, in which some of the calls of a run fail. */
    private static final class Account {

        final World world = new World(new VirtualClock(World.START), "123456789012", "us-west-2", Durations.typical(), Lag.drawn(7));
        final Operator operator = Operator.in(world, StandInCharts.only());
        final Examination examination;
        private IntPredicate failing = _ -> false;
        private boolean killing;
        private int calls;
        private String last = "";

        Account() {
            Identity identity = Identity.of(operator);
            examination = new Examination(new Located(operator, Deployment.of(Map.of("AWS_REGION", identity.region(), "REDKITE_ACCOUNT", identity.account()))),
                    identity, Optional.empty(), STACK, Json.object());
            world.intercept(this::around);
        }

        private Object around(Call call, Supplier<Object> service) {
            if (failing.test(calls++)) {
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
            calls = 0;
            failing = failingCalls;
            killing = kills;
            return new Trials(examination, this::pass).made();
        }

        List<Finding> run() {
            return run(_ -> false, false);
        }

        /** With what falls due meanwhile. */
        private void pass(Duration duration) {
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

    @Test
    void it_tells_how_long_things_took_and_leaves_nothing() {
        Account account = new Account();
        Set<String> before = account.stands();

        List<Finding> findings = account.run();

        assertThat(findings).noneMatch(Finding::needsSomebody);
        assertThat(findings).extracting(Finding::found).anyMatch(found -> found.matches("granted after [1-9]\\d* s; before that: .*sts:AssumeRole.*"));
        assertThat(account.stands()).containsExactlyElementsOf(before);
    }

    private static int calls(Account account) {
        account.run();
        return account.calls;
    }

    @Test
    void whatever_is_refused_it_leaves_nothing_or_says_what() {
        int calls = calls(new Account());
        for (int each = 0; each < calls; each++) {
            int failed = each;
            Account account = new Account();
            Set<String> before = account.stands();

            List<Finding> findings = account.run(call -> call == failed, false);

            boolean said = findings.stream().anyMatch(finding -> finding.found().startsWith("would not go"));
            assertThat(said || account.stands().equals(before)).as("%s failed, call %d", account.last, failed).isTrue();
            account.pass(Duration.ofMinutes(10));
            account.run();
            assertThat(account.stands()).as("%s failed, call %d, and another run came", account.last, failed).containsExactlyElementsOf(before);
        }
    }

    @Test
    void what_a_killed_run_left_a_later_one_sweeps() {
        int calls = calls(new Account());
        for (int each = 0; each < calls; each++) {
            int killed = each;
            Account account = new Account();
            Set<String> before = account.stands();

            assertThatThrownBy(() -> account.run(call -> call >= killed, true)).hasMessage("killed");
            account.pass(Duration.ofMinutes(10));
            account.run();

            assertThat(account.stands()).as("killed at %s, call %d", account.last, killed).containsExactlyElementsOf(before);
        }
    }

    @Test
    void what_bears_the_name_without_the_tag_is_somebody_elses() {
        Account account = new Account();
        account.world.client(IamClient.class).createRole(request -> request.roleName("redkite-doctor").assumeRolePolicyDocument("""
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}"""));
        account.world.clock().advance(Duration.ofMinutes(1));

        assertThat(account.run()).anyMatch(finding -> finding.needsSomebody() && finding.found().contains("already exists"));
        assertThat(account.stands()).contains("iam:role/redkite-doctor");
    }
}
