package dev.redkite.addons;

import dev.redkite.stage.Progress;
import dev.redkite.stage.Retirement;
import dev.redkite.stage.Stage;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.eks.EksClient;

/** Several add-ons side by side: every call brings on all of them. */
record AddonsStage(EksClient eks) implements Stage<AddonsSpec, List<AddonIdentity>, AddonsFacts> {

    @Override
    public Progress<AddonsFacts> ensure(AddonsSpec spec) {
        return Progress.each(spec.addons(), new AddonStage(eks)::ensure).map(found -> new AddonsFacts(
                found.stream().collect(Collectors.toMap(AddonFacts::name, AddonFacts::version, (_, last) -> last, TreeMap::new))));
    }

    @Override
    public Progress<Void> retire(List<AddonIdentity> addons) {
        return Retirement.each(addons, new AddonStage(eks)::retire);
    }
}
