package dev.redkite.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.failure.EnvironmentBusy;
import dev.redkite.failure.EnvironmentFailed;
import dev.redkite.failure.InvalidRequest;
import dev.redkite.failure.NotOurs;
import dev.redkite.failure.NotYetVisible;
import dev.redkite.failure.RequestRejected;
import dev.redkite.failure.ResourceFailed;
import dev.redkite.failure.StageBroken;
import dev.redkite.failure.StageException;
import dev.redkite.failure.StagePending;
import dev.redkite.failure.Transient;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress.Pending;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How stages are made of others. */
class CompositionTest {

    private final List<String> called = new ArrayList<>();

    private <F> Progress<F> call(String part, Progress<F> progress) {
        called.add(part);
        return progress;
    }

    private <F> Progress<F> fails(String part, RuntimeException failure) {
        called.add(part);
        throw failure;
    }

    @Test
    void a_sequence_hands_on_what_the_one_before_found() {
        assertThat(new Done<>("vpc-1").then(vpc -> new Done<>(vpc + "/subnet-1"))).isEqualTo(new Done<>("vpc-1/subnet-1"));
    }

    @Test
    void a_part_that_is_pending_keeps_the_later_ones_from_being_called() {
        Progress<String> first = new Pending<>("not yet");

        assertThat(first.then(_ -> call("second", new Done<>("")))).isEqualTo(new Pending<>("not yet"));
        assertThat(called).isEmpty();
    }

    @Test
    void a_reason_names_the_part_that_it_is_about() {
        assertThat(new Pending<>("IAM is slow").about("the nodes' role")).isEqualTo(new Pending<>("the nodes' role: IAM is slow"));
        assertThat(new Done<>("arn").about("the nodes' role")).isEqualTo(new Done<>("arn"));
    }

    @Test
    void two_at_once_are_done_with_the_facts_of_both() {
        assertThat(Progress.all(() -> new Done<>("vpc-1"), () -> new Done<>(3), Map::entry)).isEqualTo(new Done<>(Map.entry("vpc-1", 3)));
    }

    @Test
    void of_several_at_once_all_are_called_and_the_reasons_of_all_that_are_pending_are_told() {
        Map<String, Progress<String>> parts = Map.of("a", new Pending<>("a is made"), "b", new Done<>("of b"), "c", new Pending<>("c is made"));

        assertThat(Progress.each(List.of("a", "b", "c"), part -> call(part, parts.get(part)))).isEqualTo(new Pending<>("a is made; c is made"));
        assertThat(called).containsExactly("a", "b", "c");
    }

    @Test
    void several_have_been_begun_when_each_that_is_pending_has() {
        Pending<String> begun = new Pending<>("begun", true);

        assertThat(Progress.each(List.of(begun, begun, new Done<>("")), part -> part)).isEqualTo(new Pending<>("begun; begun", true));
        assertThat(Progress.each(List.of(begun, new Pending<>("under way")), part -> part)).isEqualTo(new Pending<>("begun; under way"));
        assertThat(begun.about("it").then(Done::new)).isEqualTo(new Pending<>("it: begun", true));
    }

    @Test
    void of_several_at_once_the_facts_come_in_their_order() {
        assertThat(Progress.each(List.of("a", "b"), part -> new Done<>("of " + part))).isEqualTo(new Done<>(List.of("of a", "of b")));
    }

    @Test
    void a_part_that_leaves_as_pending_holds_up_no_other() {
        assertThat(Progress.all(() -> fails("first", new StagePending("looked at again")), () -> call("second", new Done<>("")), Map::entry))
                .isEqualTo(new Pending<>("looked at again"));
        assertThat(called).containsExactly("first", "second");
    }

    @Test
    void a_refusal_is_thrown_once_the_others_have_been_called() {
        assertThatThrownBy(() -> Progress.all(
                        () -> fails("first", new NotYetVisible("the role does not show")), () -> call("second", new Pending<>("made")), Map::entry))
                .isInstanceOf(NotYetVisible.class)
                .hasMessage("the role does not show");
        assertThat(called).containsExactly("first", "second");
    }

    private static Stream<StageException> whatNoLookSettles() {
        return Stream.of(new EnvironmentBusy("busy"), new EnvironmentFailed("failed"), new InvalidRequest("no such zone"), new NotOurs("theirs"),
                new RequestRejected("no"), new ResourceFailed("removed"), new StageBroken("no room"), new Transient("throttled"));
    }

    @ParameterizedTest
    @MethodSource("whatNoLookSettles")
    void what_another_look_does_not_settle_is_thrown_at_once(StageException failure) {
        assertThatThrownBy(() -> Progress.all(() -> fails("first", failure), () -> call("second", new Done<>("")), Map::entry)).isSameAs(failure);
        assertThat(called).containsExactly("first");
    }

    @Test
    void a_retirement_in_order_stops_at_what_is_still_going() {
        assertThat(Retirement.inOrder(
                        () -> call("third", new Done<>(null)), () -> call("second", new Pending<>("going")), () -> call("first", new Done<>(null))))
                .isEqualTo(new Pending<>("going"));
        assertThat(called).containsExactly("third", "second");
    }

    @Test
    void a_retirement_of_all_calls_all_and_tells_all_reasons() {
        assertThat(Retirement.all(() -> call("a", new Pending<>("a goes")), () -> fails("b", new StagePending("b goes")))).isEqualTo(
                new Pending<>("a goes; b goes"));
    }

    @Test
    void what_is_somebody_elses_is_passed_over_and_said_once_everything_else_is_gone() {
        Retirement.Part foreign = () -> fails("foreign", new NotOurs("That vpc is theirs."));

        assertThat(Retirement.inOrder(foreign, () -> call("ours", new Pending<>("going")))).isEqualTo(new Pending<>("going"));
        assertThatThrownBy(() -> Retirement.inOrder(foreign, () -> call("ours", new Done<>(null))))
                .isInstanceOf(NotOurs.class)
                .hasMessage("That vpc is theirs.");
    }

    @Test
    void all_that_is_somebody_elses_is_said() {
        assertThatThrownBy(() -> Retirement.each(List.of("vpc", "role"), part -> fails(part, new NotOurs("That %s is theirs.".formatted(part)))))
                .isInstanceOf(NotOurs.class)
                .hasMessage("That vpc is theirs. That role is theirs.");
    }
}
