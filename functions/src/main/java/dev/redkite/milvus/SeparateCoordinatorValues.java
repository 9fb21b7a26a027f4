package dev.redkite.milvus;

import dev.redkite.environment.Plan;
import java.util.List;
import java.util.stream.Stream;

/** Charts before 5.0: four coordinators, index nodes, the Ingress class by annotation, no spread constraints. */
final class SeparateCoordinatorValues implements FamilyValues {

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
