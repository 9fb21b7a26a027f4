package dev.redkite.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.announcement.Announcements;
import dev.redkite.outside.AwsOutside;
import dev.redkite.outside.Outside;
import dev.redkite.registry.Registry;
import dev.redkite.stage.StageFunction;
import dev.redkite.stage.StageRequest;

/** Notes an execution's failure and ends it. */
public final class FailureFunction extends StageFunction<FailureSpec, JsonNode> {

    public FailureFunction() {
        this(new AwsOutside());
    }

    public FailureFunction(Outside outside) {
        super(new FailureStage(
                Registry.of(outside),
                Announcements.of(outside)));
    }

    @Override
    protected FailureSpec wanted(StageRequest request) {
        return FailureSpec.of(request);
    }
}
