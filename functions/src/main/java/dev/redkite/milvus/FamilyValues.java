package dev.redkite.milvus;

import dev.redkite.catalog.ChartFamily;
import dev.redkite.environment.Plan;
import java.util.List;
import java.util.stream.Stream;

/** The part of the values in which the chart's families differ; a key of the other family is silently ignored. */
sealed interface FamilyValues {

    void apply(ChartValues values, Plan plan, String loginVersion);

    static FamilyValues of(ChartFamily family) {
        return switch (family) {
            case MIX_COORDINATOR -> new MixCoordinatorValues();
            case SEPARATE_COORDINATORS -> new SeparateCoordinatorValues();
        };
    }

    /** Charts before 5.0: four coordinators, index nodes, the Ingress class by annotation, no spread constraints. */
    record SeparateCoordinatorValues() implements FamilyValues {

        private static final List<String> COORDINATORS =
                List.of("rootCoordinator", "queryCoordinator", "indexCoordinator", "dataCoordinator");
        private static final List<String> OTHERS = List.of("proxy", "queryNode", "dataNode", "indexNode");

        @Override
        public void apply(ChartValues values, Plan plan, String loginVersion) {
            ComponentValues components = new ComponentValues(values, plan, loginVersion, COORDINATORS);
            Stream.concat(COORDINATORS.stream(), OTHERS.stream()).forEach(component -> {
                components.enable(component);
                components.put(component);
            });
        }
    }

    /** Charts from 5.0: one coordinator process, streaming nodes, two generations of Pulsar to switch off, and Woodpecker. */
    record MixCoordinatorValues() implements FamilyValues {

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
}
