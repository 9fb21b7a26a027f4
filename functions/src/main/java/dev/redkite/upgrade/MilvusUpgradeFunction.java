package dev.redkite.upgrade;

import dev.redkite.announcement.LongStageFunction;
import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.platform.Platform;

/** Milvus' components, changed to another version in their order. */
public final class MilvusUpgradeFunction extends LongStageFunction<MilvusUpgradeFacts> {

    public MilvusUpgradeFunction() {
        this(new LambdaPlatform());
    }

    public MilvusUpgradeFunction(Platform platform) {
        super(new MilvusUpgradeStep(platform::kubernetes, platform.time()), MilvusUpgradeSpec::of, platform);
    }
}
