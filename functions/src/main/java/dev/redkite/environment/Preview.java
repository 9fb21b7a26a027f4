package dev.redkite.environment;

import java.util.List;

/**
 * What a request would make.
 *
 * @param changes of what stands; empty when everything is as it is wanted, null when it is made anew
 */
public record Preview(Plan plan, List<PlannedChange> changes) {

    /** With nothing known of what stood before. */
    public static Preview of(Plan plan) {
        return new Preview(plan, null);
    }

    /** The same, with more warnings. */
    public Preview with(List<String> moreWarnings) {
        return new Preview(plan.with(moreWarnings), changes);
    }
}
