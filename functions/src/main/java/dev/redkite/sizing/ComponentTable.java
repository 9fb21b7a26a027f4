package dev.redkite.sizing;

import dev.redkite.catalog.ChartFamily;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The tables of the public sizing tool (https://milvus.io/tools/sizing): load in GiB to component sizes. */
final class ComponentTable {

    private static final ComponentSize TINY = new ComponentSize(1, 1, 4);
    private static final ComponentSize SMALL = new ComponentSize(1, 2, 8);
    private static final ComponentSize MEDIUM = new ComponentSize(1, 4, 16);
    private static final ComponentSize LARGE = new ComponentSize(1, 8, 32);
    private static final ComponentSize EIGHT_BUILDERS = new ComponentSize(8, 8, 16);

    private ComponentTable() {}

    static Map<Component, ComponentSize> sizes(double load, ChartFamily family) {
        Map<Component, ComponentSize> sizes = new EnumMap<>(Component.class);
        sizes.put(Component.PROXY, proxyOrCoordinator(load));
        sizes.put(Component.QUERY_NODE, queryNode(load));
        switch (family) {
            case MIX_COORDINATOR -> {
                sizes.put(Component.MIX_COORDINATOR, proxyOrCoordinator(load));
                sizes.put(Component.DATA_NODE, builder(load));
                sizes.put(Component.STREAMING_NODE, streamingNode(queryNode(load)));
            }
            case SEPARATE_COORDINATORS -> {
                for (Component coordinator : separateCoordinators()) {
                    sizes.put(coordinator, proxyOrCoordinator(load));
                }
                sizes.put(Component.DATA_NODE, load < 96 ? SMALL : LARGE);
                sizes.put(Component.INDEX_NODE, builder(load));
            }
        }
        return sizes;
    }

    static List<Component> separateCoordinators() {
        return List.of(
                Component.ROOT_COORDINATOR,
                Component.QUERY_COORDINATOR,
                Component.INDEX_COORDINATOR,
                Component.DATA_COORDINATOR);
    }

    private static ComponentSize proxyOrCoordinator(double load) {
        if (load < 8) {
            return TINY;
        }
        return load < 96 ? SMALL : LARGE;
    }

    private static ComponentSize queryNode(double load) {
        if (load < 8) {
            return SMALL;
        }
        if (load < 96) {
            return MEDIUM.withReplicas((int) Math.floor(load / 16) + 1);
        }
        int memory = load < 512 ? 32 : load < 2048 ? 64 : 128;
        return new ComponentSize((int) Math.ceil(load / memory), memory / 4.0, memory);
    }

    /** Data nodes build the indexes since 2.6, index nodes before: one column for both. */
    private static ComponentSize builder(double load) {
        if (load < 8) {
            return SMALL;
        }
        if (load >= 96) {
            return EIGHT_BUILDERS;
        }
        return MEDIUM.withReplicas(load < 16 ? 1 : load < 64 ? 2 : 4);
    }

    private static ComponentSize streamingNode(ComponentSize queryNode) {
        int units = (int) Math.ceil(queryNode.replicas() * queryNode.cpu() / 16);
        if (units <= 1) {
            return SMALL;
        }
        if (units <= 4) {
            return MEDIUM.withReplicas(units == 2 ? 1 : 2);
        }
        return LARGE.withReplicas((int) Math.ceil(units / 4.0));
    }
}
