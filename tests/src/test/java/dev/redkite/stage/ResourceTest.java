package dev.redkite.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.failure.ResourceFailed;
import dev.redkite.failure.StageBroken;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress.Pending;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ResourceTest {

    /** Shows what it is told to show, and notes the verbs. */
    private static final class Scripted implements Resource<String, String> {
        private final Deque<Observation<String>> observations = new ArrayDeque<>();
        private final List<String> verbs = new ArrayList<>();
        private boolean slow;

        @SafeVarargs
        @SuppressWarnings("varargs") // they are only read
        private Scripted(Observation<String>... observations) {
            this.observations.addAll(List.of(observations));
        }

        @Override
        public Observation<String> observe(String wanted) {
            return observations.removeFirst();
        }

        @Override
        public void create(String wanted) {
            verbs.add("create");
        }

        @Override
        public void remove(String wanted) {
            verbs.add("remove");
        }

        private Scripted slow() {
            slow = true;
            return this;
        }

        @Override
        public boolean takesMinutes() {
            return slow;
        }
    }

    private static final Observation<String> READY = new Observation.Ready<>("facts");
    @Test
    void what_is_ready_is_done_without_a_change() {
        Scripted resource = new Scripted(READY);

        assertThat(resource.ensure("it")).isEqualTo(new Done<>("facts"));
        assertThat(resource.verbs).isEmpty();
    }

    @Test
    void what_is_absent_is_created_and_looked_at_once_more() {
        Scripted resource = new Scripted(Observation.absent(), READY);

        assertThat(resource.ensure("it")).isEqualTo(new Done<>("facts"));
        assertThat(resource.verbs).containsExactly("create");
    }

    @Test
    void a_creation_that_does_not_show_yet_is_pending_and_not_repeated_in_the_same_call() {
        Scripted resource = new Scripted(Observation.absent(), Observation.absent());

        assertThat(resource.ensure("it")).isEqualTo(new Pending<>("made, not visible yet"));
        assertThat(resource.verbs).containsExactly("create");
    }

    @Test
    void what_takes_minutes_says_so_when_it_was_created_just_now_whether_it_shows_or_not() {
        assertThat(new Scripted(Observation.absent(), Observation.changing("CREATING")).slow().ensure("it"))
                .isEqualTo(new Pending<>("CREATING", true));
        assertThat(new Scripted(Observation.absent(), Observation.absent()).slow().ensure("it"))
                .isEqualTo(new Pending<>("made, not visible yet", true));
        assertThat(new Scripted(READY, Observation.changing("DELETING")).slow().retire("it"))
                .isEqualTo(new Pending<>("being removed", true));
    }

    @Test
    void what_takes_minutes_and_was_found_under_way_has_begun_nobody_knows_when() {
        assertThat(new Scripted(Observation.changing("CREATING")).slow().ensure("it")).isEqualTo(new Pending<>("CREATING"));
        assertThat(new Scripted(Observation.changing("DELETING")).slow().retire("it")).isEqualTo(new Pending<>("DELETING"));
    }

    @Test
    void a_change_of_what_takes_minutes_to_make_takes_nobody_knows_how_long() {
        Observation<String> drifted = Observation.compared("facts", List.of(change("size", new ArrayList<>())));

        assertThat(new Scripted(drifted, Observation.changing("UPDATING")).slow().ensure("it")).isEqualTo(new Pending<>("UPDATING"));
    }

    @Test
    void what_is_changing_is_left_alone() {
        Scripted resource = new Scripted(Observation.changing("CREATING"));

        assertThat(resource.ensure("it")).isEqualTo(new Pending<>("CREATING"));
        assertThat(resource.verbs).isEmpty();
    }

    @Test
    void what_has_drifted_is_sent_what_ends_each_difference_in_their_order() {
        List<String> sent = new ArrayList<>();
        Scripted resource = new Scripted(
                Observation.compared("facts", List.of(change("size", sent), change("tags", sent))), READY);

        assertThat(resource.ensure("it")).isEqualTo(new Done<>("facts"));
        assertThat(sent).containsExactly("size", "tags");
        assertThat(resource.verbs).isEmpty();
    }

    @Test
    void a_service_that_takes_one_change_at_a_time_is_sent_the_first_and_all_are_told() {
        List<String> sent = new ArrayList<>();
        Observation<String> drifted = Observation.compared(
                "facts", Change.oneAtATime(List.of(change("size", sent), change("version", sent))));
        Scripted resource = new Scripted(drifted, drifted);

        assertThat(resource.ensure("it")).isEqualTo(new Pending<>("being changed: size; version"));
        assertThat(sent).containsExactly("size");
    }

    @Test
    void where_no_change_is_found_nothing_has_drifted() {
        assertThat(Observation.compared("facts", Change.oneAtATime(List.of()))).isEqualTo(READY);
        assertThat(Observation.compared("facts", Change.of(List.of(), () -> {}))).isEqualTo(READY);
    }

    private static Change change(String difference, List<String> sent) {
        return new Change(difference, () -> sent.add(difference));
    }

    @Test
    void what_is_broken_is_reported_with_its_reason() {
        Scripted resource = new Scripted(Observation.broken("the disk is gone"));

        assertThatThrownBy(() -> resource.ensure("it")).isInstanceOf(StageBroken.class).hasMessage("the disk is gone");
    }

    @Test
    void what_its_service_failed_with_is_removed_to_be_made_again() {
        Scripted resource = new Scripted(Observation.failed("the disk is gone"));

        assertThatThrownBy(() -> resource.ensure("it")).isInstanceOf(ResourceFailed.class)
                .hasMessage("the disk is gone. It was removed, to be made again.");
        assertThat(resource.verbs).containsExactly("remove");
    }

    @Test
    void the_removal_of_what_its_service_failed_with_is_asked_for_a_bounded_number_of_times() {
        Scripted resource = new Scripted(Observation.failed("the disk is gone"));

        assertThatThrownBy(() -> resource.retire("it")).isInstanceOf(ResourceFailed.class)
                .hasMessage("the disk is gone. Its removal was asked for again.");
        assertThat(resource.verbs).containsExactly("remove");
    }

    @Test
    void retiring_what_is_absent_is_done_without_a_change() {
        Scripted resource = new Scripted(Observation.absent());

        assertThat(resource.retire("it")).isEqualTo(new Done<>(null));
        assertThat(resource.verbs).isEmpty();
    }

    @Test
    void retiring_removes_whatever_is_there_broken_or_not() {
        Scripted resource = new Scripted(Observation.broken("the disk is gone"), Observation.absent());

        assertThat(resource.retire("it")).isEqualTo(new Done<>(null));
        assertThat(resource.verbs).containsExactly("remove");
    }

    private static Stream<Observation<String>> whatStands() {
        return Stream.of(READY, Observation.degraded("a node is lost"), Observation.compared("facts", List.of(new Change("size", () -> {}))));
    }

    @ParameterizedTest
    @MethodSource("whatStands")
    void a_removal_that_takes_time_is_pending(Observation<String> standing) {
        Scripted resource = new Scripted(standing, Observation.changing("DELETING"));

        assertThat(resource.retire("it")).isEqualTo(new Pending<>("being removed"));
        assertThat(resource.verbs).containsExactly("remove");
    }

    @Test
    void what_is_on_its_way_is_not_removed_before_it_has_come_to_rest() {
        Scripted resource = new Scripted(Observation.changing("CREATING"));

        assertThat(resource.retire("it")).isEqualTo(new Pending<>("CREATING"));
        assertThat(resource.verbs).isEmpty();
    }

    @Test
    void what_is_not_well_is_given_time_to_recover() {
        Scripted resource = new Scripted(Observation.degraded("a node is lost"));

        assertThat(resource.ensure("it")).isEqualTo(new Pending<>("a node is lost"));
        assertThat(resource.verbs).isEmpty();
    }

    private static Stream<Arguments> looksAfterACreation() {
        return Stream.of(
                Arguments.of(Observation.changing("CREATING"), "CREATING"),
                Arguments.of(Observation.degraded("a node is lost"), "a node is lost"),
                Arguments.of(Observation.compared("facts", List.of(new Change("no tags yet", () -> {}))), "being changed: no tags yet"),
                Arguments.of(Observation.failed("the disk is gone"), "the disk is gone"));
    }

    @ParameterizedTest
    @MethodSource("looksAfterACreation")
    void what_was_just_made_and_is_not_ready_is_pending_with_what_is_seen_of_it(Observation<String> seen, String reason) {
        Scripted resource = new Scripted(Observation.absent(), seen);

        assertThat(resource.ensure("it")).isEqualTo(new Pending<>(reason));
        assertThat(resource.verbs).containsExactly("create");
    }

    @Test
    void a_part_that_failed_is_removed_so_that_the_next_call_makes_another() {
        List<String> sent = new ArrayList<>();
        Change replacement = Change.replacement("node i-1 is gone", () -> sent.add("remove"));

        assertThatThrownBy(() -> replacement.send().run())
                .isInstanceOf(ResourceFailed.class)
                .hasMessage("node i-1 is gone. It was removed, to be made again.");
        assertThat(sent).containsExactly("remove");
    }

    /** Made by a specification, found and taken away by a name. */
    private static final class Named implements NamedResource<List<String>, String, String> {
        private final List<String> verbs = new ArrayList<>();
        private boolean stands = true;

        @Override
        public Observation<String> observe(List<String> wanted) {
            verbs.add("observe");
            return Observation.failed("the service gave it up");
        }

        @Override
        public Observation<String> present(String name) {
            return stands ? Observation.ready(name) : Observation.absent();
        }

        @Override
        public String identity(List<String> wanted) {
            return wanted.getFirst();
        }

        @Override
        public void create(List<String> wanted) {
            verbs.add("create");
        }

        @Override
        public void remove(String name) {
            verbs.add("remove " + name);
            stands = false;
        }
    }

    @Test
    void a_removal_by_name_compares_nothing() {
        Named resource = new Named();

        assertThat(resource.retire("demo")).isEqualTo(new Done<>(null));
        assertThat(resource.verbs).containsExactly("remove demo");
    }

    @Test
    void what_failed_is_removed_by_the_name_that_it_is_wanted_by() {
        Named resource = new Named();

        assertThatThrownBy(() -> resource.ensure(List.of("demo", "large"))).isInstanceOf(ResourceFailed.class);
        assertThat(resource.verbs).containsExactly("observe", "remove demo");
    }

    @Test
    void an_observation_goes_on_only_where_it_is_there_and_whole() {
        assertThat(READY.then(facts -> Observation.ready(facts.length()))).isEqualTo(Observation.ready(5));
        assertThat(Observation.compared("facts", List.of(new Change("size", () -> {}))).then(facts -> Observation.ready(facts.length())))
                .isEqualTo(Observation.ready(5));
        assertThat(Observation.<String>absent().then(_ -> READY)).isEqualTo(Observation.absent());
        assertThat(Observation.<String>changing("CREATING").then(_ -> READY)).isEqualTo(Observation.changing("CREATING"));
        assertThat(Observation.<String>degraded("a node is lost").then(_ -> READY)).isEqualTo(Observation.degraded("a node is lost"));
        assertThat(Observation.<String>failed("given up").then(_ -> READY)).isEqualTo(Observation.failed("given up"));
    }
}
