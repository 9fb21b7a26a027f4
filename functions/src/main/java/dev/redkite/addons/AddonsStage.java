package dev.redkite.addons;

import dev.redkite.stage.Progress;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress.Pending;
import dev.redkite.stage.Retirement;
import dev.redkite.stage.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.eks.EksClient;

/** Several add-ons side by side: every call brings on all of them. */
final class AddonsStage implements Stage<AddonsSpec, AddonsFacts> {

    private final AddonStage addon;

    AddonsStage(EksClient eks) {
        addon = new AddonStage(eks);
    }

    @Override
    public Progress<AddonsFacts> ensure(AddonsSpec wanted) {
        Map<String, String> versions = new TreeMap<>();
        List<String> reasons = new ArrayList<>();
        for (AddonSpec spec : wanted.addons()) {
            switch (addon.ensure(spec)) {
                case Done<AddonFacts>(AddonFacts facts) -> versions.put(facts.name(), facts.version());
                case Pending<AddonFacts>(String reason) -> reasons.add(reason);
            }
        }
        return reasons.isEmpty() ? new Done<>(new AddonsFacts(versions)) : new Pending<>(String.join("; ", reasons));
    }

    @Override
    public Progress<Void> retire(AddonsSpec wanted) {
        Retirement retirement = new Retirement();
        wanted.addons().forEach(spec -> retirement.of(() -> addon.retire(spec)));
        return retirement.progress();
    }
}
