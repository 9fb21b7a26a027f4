package dev.redkite.audit;

import dev.redkite.audit.Leftover.Leaving;
import dev.redkite.audit.Leftover.Stuck;
import dev.redkite.audit.Leftover.Sweepable;
import dev.redkite.failure.AwsErrors;
import dev.redkite.failure.NotOurs;
import dev.redkite.failure.StagePending;
import dev.redkite.failure.Transient;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** One look at everything that some inquiries ask about, and one attempt to take away what they found. */
record Sweep(List<Inquiry> inquiries) {

    Sweep {
        inquiries = List.copyOf(inquiries);
    }

    /**
     * @param answer  what was found, before anything was swept
     * @param leaving what is, or may be, gone at the next look
     * @param stuck   what no further look will change
     */
    record Found(Answer answer, List<Leaving> leaving, List<Stuck> stuck) {

        /** Everything that is left, named with its reason. */
        String left() {
            return String.join(", ", Stream.concat(leaving.stream(), stuck.stream()).map(Leftover::toString).toList());
        }
    }

    Found sweep(AuditSpec wanted) {
        Answer answer = inquiries.stream().map(inquiry -> answer(inquiry, wanted)).reduce(Answer.NOTHING, Answer::plus);
        List<Leftover> left = once(answer.leftovers()).stream().map(Sweep::swept).toList();
        return new Found(answer,
                left.stream().filter(Leaving.class::isInstance).map(Leaving.class::cast).toList(),
                left.stream().filter(Stuck.class::isInstance).map(Stuck.class::cast).toList());
    }

    /** What one inquiry finds by its tag another may find by its name. */
    private static Collection<Leftover> once(List<Leftover> leftovers) {
        return leftovers.stream()
                .collect(Collectors.toMap(Leftover::name, each -> each, (first, _) -> first, LinkedHashMap::new))
                .values();
    }

    static Answer answer(Inquiry inquiry, AuditSpec wanted) {
        try {
            return asked(inquiry, wanted);
        } catch (NotOurs e) {
            return Answer.untouched(e.getMessage());
        }
    }

    /** What goes while it is asked about is looked at again: it may have been ours, and only its end is known by then. */
    static Answer asked(Inquiry inquiry, AuditSpec wanted) {
        try {
            return inquiry.ask(wanted);
        } catch (AwsServiceException e) {
            if (AwsErrors.kindOf(e) != AwsErrors.Kind.ABSENT) {
                throw e;
            }
            return Answer.left(new Leaving("something that went while it was looked at", AwsErrors.messageOf(e)));
        }
    }

    private static Leftover swept(Leftover leftover) {
        return switch (leftover) {
            case Leaving leaving -> leaving;
            case Stuck stuck -> stuck;
            case Sweepable sweepable -> swept(sweepable);
        };
    }

    private static Leftover swept(Sweepable leftover) {
        try {
            leftover.sweep().run();
            return new Leaving(leftover.name(), "being removed");
        } catch (StagePending | Transient e) {
            return new Leaving(leftover.name(), e.getMessage());
        } catch (AwsServiceException e) {
            return refused(leftover, e);
        }
    }

    /** What is in use may soon not be; what is denied or refused takes people. */
    private static Leftover refused(Sweepable leftover, AwsServiceException error) {
        String said = AwsErrors.messageOf(error);
        return switch (AwsErrors.kindOf(error)) {
            case ABSENT, IN_USE, NOT_YET, PRESENT, QUOTA, TRANSIENT -> new Leaving(leftover.name(), said);
            case DENIED -> new Stuck(leftover.name(), said,
                    "let the function's role remove it, or remove it by hand");
            case REFUSED -> new Stuck(leftover.name(), said, "remove it by hand");
        };
    }
}
