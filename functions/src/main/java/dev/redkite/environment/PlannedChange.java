package dev.redkite.environment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that an update makes different.
 *
 * @param path       the specification's member; what follows from others and cannot be asked for goes by the plan's, such as
 *                   {@code $.cost.perMonth}
 * @param from       as it stands, with defaults filled in; left out where there is nothing yet
 * @param to         as it is to be; left out where it is no longer wanted
 * @param stage      which stage does it; left out where it is more than one, or none
 * @param effect     what happens, in words
 * @param interrupts whether clients notice; left out where that depends on what the effect says
 */
public record PlannedChange(String path, @Nullable JsonNode from, @Nullable JsonNode to, @Nullable String stage, String effect,
        @Nullable Boolean interrupts) {

    /** What of an environment was made different, from plan to plan; what both were sized for is not told. */
    public static List<PlannedChange> between(Plan former, Plan next) {
        return Changes.between(PlanMembers.of(former, null), PlanMembers.of(next, null), next);
    }
}
