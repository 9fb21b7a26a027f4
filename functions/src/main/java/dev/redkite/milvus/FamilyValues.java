package dev.redkite.milvus;

import dev.redkite.catalog.ChartFamily;
import dev.redkite.environment.Plan;
import java.util.List;
import java.util.stream.Stream;

/** The part of the values in which the chart's families differ; a key of the other family is silently ignored. */
final class FamilyValues {

    private FamilyValues() {}

    static void put(ChartFamily family, ChartValues values, Plan plan, String loginVersion) {
        switch (family) {
            case MIX_COORDINATOR -> mixCoordinator(values, plan, loginVersion);
            case SEPARATE_COORDINATORS -> separateCoordinators(values, plan, loginVersion);
        }
    }

    /** Charts before 5.0: four coordinators, index nodes, the Ingress class by annotation, no spread constraints. */
    private static void separateCoordinators(ChartValues values, Plan plan, String loginVersion) {
        List<String> coordinators = List.of("rootCoordinator", "queryCoordinator", "indexCoordinator", "dataCoordinator");
        ComponentValues components = new ComponentValues(values, plan, loginVersion, coordinators);
        Stream.concat(coordinators.stream(), Stream.of("proxy", "queryNode", "dataNode", "indexNode")).forEach(component -> {
            components.enable(component);
            components.put(component);
        });
    }

    /** Charts from 5.0: one coordinator process, streaming nodes, two generations of Pulsar to switch off, and Woodpecker. */
    private static void mixCoordinator(ChartValues values, Plan plan, String loginVersion) {
        values.put("pulsarv3.enabled", false)
                .put("woodpecker.enabled", false)
                .put("streaming.enabled", true)
                .put("externalS3.region", plan.region());
        if (plan.attu().enabled()) {
            values.put("attu.ingress.ingressClassName", "alb");
            values.tree().withObject("/attu/ingress/annotations").remove("kubernetes.io/ingress.class");
        }
        ComponentValues components = new ComponentValues(values, plan, loginVersion, List.of("mixCoordinator"));
        List<String> spreadable = List.of("mixCoordinator", "proxy", "queryNode", "dataNode");
        spreadable.forEach(components::put);
        spreadable.forEach(components::enable);
        // has no switch of its own: streaming.enabled is its switch
        components.put("streamingNode");
        spreadable.forEach(components::spreadOverZones);
        components.withRootPassword();
    }
}
