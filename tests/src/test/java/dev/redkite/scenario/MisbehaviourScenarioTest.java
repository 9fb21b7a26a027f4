package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.registry.EnvironmentRecord;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.SandboxSettings;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.sandbox.aws.Errors;
import dev.redkite.sandbox.aws.eventbridge.FakeEventBridgeClient.Event;
import dev.redkite.sandbox.kubernetes.StatusException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Services that misbehave for long: people are told what, in whose words, and what to do; and then it can be done. */
class MisbehaviourScenarioTest {

    private static final FailuresPage PAGE = FailuresPage.ofProvisions();

    @AfterAll
    static void the_page_of_failures_is_current() {
        assertThat(PAGE.compared(all().map(Misbehaviour::title).toList()).stream().distinct().toList())
                .as("docs/failures.md as it is and as it should be; renew with -Dredkite.golden=renew").hasSizeLessThan(2);
    }

    static Stream<Misbehaviour> all() {
        return chains().flatMap(List::stream);
    }

    /** In the order of the stages that meet them. */
    static Stream<List<Misbehaviour>> chains() {
        return Stream.of(AccountMisbehaviours.ofMadeNetworks(), AccountMisbehaviours.all(), KafkaMisbehaviours.all(),
                ClusterMisbehaviours.all(), WorkloadMisbehaviours.all(), WorkloadMisbehaviours.ofLoadBalancers(), PauseMisbehaviours.all(), BackupMisbehaviours.all(),
                RestoreMisbehaviours.all());
    }

    @ParameterizedTest
    @MethodSource("all")
    void ends_soon_with_a_failure_that_says_what_to_do_and_a_teardown_right_from_there_leaves_nothing(Misbehaviour misbehaviour) {
        PAGE.add(misbehaviour.title(), met(misbehaviour, misbehaviour.settings()));
    }

    /** Through the real Helm, and TLS to a cluster's API. */
    @Tag("search")
    @ParameterizedTest
    @MethodSource("all")
    void over_sockets_it_is_told_in_the_same_words(Misbehaviour misbehaviour) {
        PAGE.add(misbehaviour.title(), met(misbehaviour, TestSettings.overSockets(Events.read(misbehaviour.event()))));
    }

    /** @return as it failed */
    private static Outcome met(Misbehaviour misbehaviour, SandboxSettings settings) {
        try (Sandbox sandbox = Sandbox.open(settings)) {
            misbehaviour.beginBefore(sandbox);
            Set<String> before = new TreeSet<>(sandbox.world().inventory().keySet());
            misbehaviour.stand(sandbox);

            Outcome failed = sandbox.deliver(misbehaviour.request());

            assertSaid(misbehaviour, failed);
            assertEverybodyIsTold(misbehaviour, sandbox, failed);
            assertNothingIsLeft(misbehaviour, sandbox, before);
            return failed;
        }
    }

    @Test
    void a_token_and_credentials_that_run_out_in_the_middle_are_new_at_the_next_call() {
        AtomicInteger refusals = new AtomicInteger(6);
        try (Sandbox sandbox = Sandbox.open(TestSettings.of(Events.read("01-minimal")))) {
            sandbox.clusters().faults().refuses(
                    _ -> refusals.getAndDecrement() > 0, StatusException.of(401, "Unauthorized", "Unauthorized"));
            sandbox.world().intercept((call, service) -> {
                if (call.toString().equals("Kafka:CreateConfiguration") && sandbox.world().calls().stream().filter(call::equals).count() < 3) {
                    throw Errors.of("Kafka", 403, "ExpiredToken", "The security token included in the request is expired");
                }
                return service.get();
            });

            Outcome outcome = sandbox.deliver(Events.read("01-minimal"));

            assertThat(outcome.phase()).as(outcome.message()).isEqualTo("READY");
            assertThat(refusals).hasNegativeValue();
        }
    }

    private static void assertSaid(Misbehaviour misbehaviour, Outcome failed) {
        assertThat(failed.phase()).as(failed.message()).isEqualTo("FAILED");
        assertThat(failed.message()).contains(misbehaviour.said());
        assertThat(failed.error()).isEqualTo(misbehaviour.error());
        assertThat(failed.elapsed()).isLessThanOrEqualTo(misbehaviour.atMost());
    }

    private static void assertNothingIsLeft(Misbehaviour misbehaviour, Sandbox sandbox, Set<String> before) {
        if (misbehaviour.bars()) {
            misbehaviour.end().accept(sandbox);
        }
        Outcome removed = sandbox.deliver(Events.teardown(misbehaviour.environment()));
        assertThat(removed.phase()).as(removed.message()).isEqualTo("REMOVED");
        Set<String> left = new TreeSet<>(sandbox.world().inventory().keySet());
        left.removeAll(before);
        assertThat(left).isEmpty();
    }

    private static void assertEverybodyIsTold(Misbehaviour misbehaviour, Sandbox sandbox, Outcome failed) {
        EnvironmentRecord record = Happened.record(sandbox, misbehaviour.environment());
        assertThat(record.phase()).isEqualTo(misbehaviour.meetsData() ? Phase.READY : Phase.FAILED);
        assertThat(record.execution()).as("lock").isNull();
        assertThat((misbehaviour.turnedAway() ? record.missed() : record.failure()).message()).isEqualTo(failed.message());
        assertThat(Happened.endings(sandbox)).hasSize(misbehaviour.answeredBefore() + 1).last().satisfies(told -> assertTold(told, misbehaviour, failed));
    }

    /** A request that names what cannot be used is rejected; everything else has failed. */
    private static void assertTold(Event told, Misbehaviour misbehaviour, Outcome failed) {
        assertThat(told.detailType()).isEqualTo(misbehaviour.error().equals("InvalidRequest") ? "Environment Rejected" : "Environment Failed");
        assertThat(told.detail().path("message").asText()).isEqualTo(failed.message());
    }
}
