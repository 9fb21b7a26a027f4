package dev.redkite.milvus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.redkite.environment.Plan;
import dev.redkite.failure.InvalidRequest;
import dev.redkite.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One Milvus component's replicas, resources, login and place. */
record ComponentValues(ChartValues values, Plan plan, String loginVersion, List<String> coordinators) {

    private static final String HOST = "kubernetes.io/hostname";
    private static final String ZONE = "topology.kubernetes.io/zone";

    /**
     * The login's version changes nothing but the pods' template: they read the login when they start, so a rotated one
     * would otherwise reach none of them.
     *
     * <p>Without active-standby, a coordinator's second replica crash-loops
     * (https://github.com/milvus-io/milvus/issues/28063).
     */
    void put(String component) {
        Plan.Component planned = plan.milvus().components().get(component);
        if (planned == null) {
            throw new InvalidRequest("The plan has no size for Milvus' component %s, which chart %s needs. Next: make the plan again."
                    .formatted(component, plan.milvus().chartVersion()));
        }
        values.put(component + ".replicas", planned.replicas())
                .put(component + ".resources", Quantities.resources(planned.cpu(), planned.memoryGibibytes()))
                .put(component + ".extraEnv", List.of(
                        Map.of("name", "REDKITE_KAFKA_LOGIN_VERSION", "value", loginVersion),
                        KafkaSecretStage.variable("KAFKA_SASLUSERNAME", "username"),
                        KafkaSecretStage.variable("KAFKA_SASLPASSWORD", "password")))
                .put(component + ".affinity", apart(component));
        if (coordinators.contains(component)) {
            values.put(component + ".activeStandby.enabled", planned.replicas() > 1);
        }
    }

    void enable(String component) {
        values.put(component + ".enabled", true);
    }

    /** Preferred, not required: a cluster with one node less than replicas must still start. */
    private JsonNode apart(String component) {
        return Json.tree(Map.of("podAntiAffinity", Map.of("preferredDuringSchedulingIgnoredDuringExecution",
                List.of(term(component, HOST), term(component, ZONE)))));
    }

    private Map<String, Object> term(String component, String topologyKey) {
        return Map.of("weight", topologyKey.equals(ZONE) ? 100 : 50,
                "podAffinityTerm", Map.of("labelSelector", selector(component), "topologyKey", topologyKey));
    }

    private Map<String, Object> selector(String component) {
        return Map.of("matchLabels",
                Map.of("app.kubernetes.io/instance", plan.names().release(), "component", label(component)));
    }

    /** The chart's label: mixCoordinator's pods say mixcoord, queryNode's say querynode. */
    static String label(String component) {
        return component.replace("Coordinator", "coord").toLowerCase(Locale.ROOT);
    }

    void spreadOverZones(String component) {
        values.put(component + ".topologySpreadConstraints", List.of(Map.of(
                "maxSkew", 1,
                "topologyKey", ZONE,
                "whenUnsatisfiable", "ScheduleAnyway",
                "labelSelector", selector(component))));
    }

    /**
     * Read at the very first start only (https://github.com/milvus-io/milvus/issues/41816), and by the coordinator,
     * which makes the root user: given even while nobody has to log in, so that a login can be asked for later.
     */
    void withRootPassword() {
        for (String component : coordinators) {
            ArrayNode environment = (ArrayNode) values.tree().path(component).path("extraEnv");
            environment.add(Json.tree(RootSecretStage.variable()));
        }
    }
}
