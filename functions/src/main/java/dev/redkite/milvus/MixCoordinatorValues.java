package dev.redkite.milvus;

import dev.redkite.environment.Plan;
import java.util.List;

/** Charts from 5.0: one coordinator process, streaming nodes, two generations of Pulsar to switch off, and Woodpecker. */
final class MixCoordinatorValues implements FamilyValues {

    private static final List<String> COORDINATORS = List.of("mixCoordinator");
    private static final List<String> SPREADABLE = List.of("mixCoordinator", "proxy", "queryNode", "dataNode");

    @Override
    public void apply(ChartValues values, Plan plan, String loginVersion) {
        values.put("pulsarv3.enabled", false)
                .put("woodpecker.enabled", false)
                .put("streaming.enabled", true)
                .put("externalS3.region", plan.region());
        if (plan.attu().enabled()) {
            values.put("attu.ingress.ingressClassName", "alb");
            values.tree().withObject("/attu/ingress/annotations").remove("kubernetes.io/ingress.class");
        }
        ComponentValues components = new ComponentValues(values, plan, loginVersion, COORDINATORS);
        SPREADABLE.forEach(components::put);
        SPREADABLE.forEach(components::enable);
        // has no switch of its own: streaming.enabled is its switch
        components.put("streamingNode");
        SPREADABLE.forEach(components::spreadOverZones);
        components.withRootPassword();
    }
}
