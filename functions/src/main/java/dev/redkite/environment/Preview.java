package dev.redkite.environment;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request would make.
 *
 * @param changes of what stands; none where everything is as it is wanted, and no list where it is made anew
 */
public record Preview(Plan plan, @Nullable List<PlannedChange> changes) {

    /** With nothing known of what stood before. */
    public static Preview of(Plan plan) {
        return new Preview(plan, null);
    }

    /** The same, with more warnings. */
    public Preview with(List<String> moreWarnings) {
        return new Preview(plan.with(moreWarnings), changes);
    }
}
