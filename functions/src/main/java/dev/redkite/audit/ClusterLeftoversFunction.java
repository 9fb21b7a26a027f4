package dev.redkite.audit;

import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.platform.Platform;
import dev.redkite.stage.StageFunction;
import dev.redkite.stage.Untouched;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a cluster, its controllers, its nodes and their network leave in the account once it is gone, swept before the
 * network goes, which it would hold. Of a cluster of that name that is somebody else's nothing is touched.
 */
public final class ClusterLeftoversFunction extends StageFunction<@Nullable Untouched> {

    public ClusterLeftoversFunction() {
        this(new LambdaPlatform());
    }

    public ClusterLeftoversFunction(Platform platform) {
        super(new SweepStep(List.of(ResourceFinders.clusterLeftovers(platform))).map(SweepStep.Swept::untouched), AuditSpec::of);
    }
}
