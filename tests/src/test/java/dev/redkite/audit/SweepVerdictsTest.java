package dev.redkite.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.audit.Leftover.Leaving;
import dev.redkite.audit.Leftover.Stuck;
import dev.redkite.audit.Leftover.Sweepable;
import dev.redkite.audit.SweepStep.Swept;
import dev.redkite.failure.StageBroken;
import dev.redkite.failure.StagePending;
import dev.redkite.sandbox.aws.Errors;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress.Pending;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Untouched;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of leftovers that a service lets go of, or does not. */
class SweepVerdictsTest {

    private static final AuditSpec SPEC = AuditedAccount.wanted(true);

    private static Progress<Swept> swept(Findings... findings) {
        List<ResourceFinder> finders = new ArrayList<>();
        for (Findings each : findings) {
            finders.add(_ -> each);
        }
        return new SweepStep(finders).run(SPEC);
    }

    private static Progress<Swept> refused(RuntimeException refusal) {
        return swept(Findings.left(new Sweepable("thing", () -> {
            throw refusal;
        })));
    }

    @Test
    void what_is_sent_for_is_looked_at_again() {
        List<String> sent = new ArrayList<>();

        assertThat(swept(Findings.left(new Sweepable("thing", () -> sent.add("thing")))))
                .isEqualTo(new Pending<>("still there: thing (being removed)"));
        assertThat(sent).containsExactly("thing");
    }

    @Test
    void what_two_finders_find_is_swept_once() {
        List<String> sent = new ArrayList<>();
        Findings found = Findings.left(new Sweepable("thing", () -> sent.add("thing")));

        swept(found, found);

        assertThat(sent).containsExactly("thing");
    }

    @Test
    void what_is_leaving_keeps_the_look_pending_beside_what_is_stuck() {
        assertThat(swept(Findings.left(new Stuck("node", "runs", "terminate it")), Findings.left(new Leaving("disk", "in-use"))))
                .isEqualTo(new Pending<>("still there: node (runs; next: terminate it), disk (in-use)"));
    }

    @ParameterizedTest
    @CsvSource({"ResourceInUseException", "ThrottlingException", "ResourceNotFoundException"})
    void what_its_service_may_soon_let_go_is_leaving(String code) {
        assertThat(refused(Errors.of("Any", 400, code, "why"))).isEqualTo(new Pending<>("still there: thing (why)"));
    }

    @Test
    void what_waits_for_something_else_is_leaving_with_its_reason() {
        assertThat(refused(new StagePending("its balancer stands"))).isEqualTo(new Pending<>("still there: thing (its balancer stands)"));
    }

    private static Stuck stuck(RuntimeException refusal) {
        return ((Done<Swept>) refused(refusal)).facts().stuck().getFirst();
    }

    @Test
    void what_may_not_be_removed_is_stuck_until_the_role_may_or_people_do() {
        assertThat(stuck(Errors.of("Any", 403, "AccessDeniedException", "User is not authorized to perform: any:Delete")))
                .isEqualTo(new Stuck("thing", "User is not authorized to perform: any:Delete", "let the function's role remove it, or remove it by hand"));
    }

    @Test
    void what_its_service_refuses_is_stuck_until_people_remove_it() {
        assertThat(stuck(Errors.of("Any", 400, "ValidationException", "why"))).isEqualTo(new Stuck("thing", "why", "remove it by hand"));
    }

    private static Untouched untouched(Findings... findings) {
        return ((Done<Swept>) swept(findings)).facts().untouched();
    }

    @Test
    void what_is_somebody_elses_is_said_once_and_together() {
        assertThat(untouched(Findings.untouched("A is theirs."), Findings.untouched("B is theirs."), Findings.untouched("A is theirs.")))
                .isEqualTo(new Untouched("A is theirs. B is theirs."));
        assertThat(untouched(Findings.absent())).isNull();
    }

    private static AuditFacts audited(Findings... findings) {
        return ((Done<AuditFacts>) new AuditStep(Stream.of(findings).map(each -> (ResourceFinder) _ -> each).toList()).run(SPEC)).facts();
    }

    @Test
    void an_audit_counts_its_questions_and_says_once_what_stays() {
        assertThat(audited(Findings.found(3, List.of()), Findings.retained("bucket b"), Findings.retained("bucket b"), Findings.untouched("A is theirs.")))
                .isEqualTo(new AuditFacts(0, 6, List.of("bucket b"), List.of("A is theirs.")));
    }

    @Test
    void an_audit_that_ends_with_stuck_things_names_each_and_every_next_move_once() {
        assertThatThrownBy(() -> audited(Findings.left(new Stuck("one", "runs", "stop it")), Findings.left(new Stuck("two", "runs", "stop it"))))
                .isInstanceOf(StageBroken.class)
                .hasMessage("What remains of environment demo cannot be swept: one (runs), two (runs). Next: stop it, then redrive the execution.");
    }

    private static Findings asked(RuntimeException refusal) {
        ResourceFinder finder = _ -> {
            throw refusal;
        };
        return finder.answer(SPEC);
    }

    @Test
    void what_goes_while_it_is_asked_about_is_leaving() {
        assertThat(asked(Errors.of("Any", 404, "ResourceNotFoundException", "gone")).leftovers())
                .containsExactly(new Leaving("something that went while it was looked at", "gone"));
    }

    @Test
    void a_question_that_fails_otherwise_fails() {
        assertThatThrownBy(() -> asked(Errors.of("Any", 400, "ThrottlingException", "slow down"))).hasMessageContaining("slow down");
    }
}
