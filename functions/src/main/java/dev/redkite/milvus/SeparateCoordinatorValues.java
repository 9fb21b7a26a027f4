package dev.redkite.milvus;

import dev.redkite.environment.Plan;
import java.util.List;

/** Charts before 5.0: four coordinators, index nodes, the Ingress class by annotation, no spread constraints. */
final class SeparateCoordinatorValues implements FamilyValues {

    private static final List<String> COORDINATORS =
            List.of("rootCoordinator", "queryCoordinator", "indexCoordinator", "dataCoordinator");
    private static final List<String> OTHERS = List.of("proxy", "queryNode", "dataNode", "indexNode");

    @Override
    public void apply(Values values, Plan plan) {
        ComponentValues components = new ComponentValues(values, plan, COORDINATORS);
        COORDINATORS.forEach(components::put);
        OTHERS.forEach(components::put);
    }
}
