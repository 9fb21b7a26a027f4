package dev.redkite.environment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.catalog.MilvusRelease;
import dev.redkite.json.Json;
import dev.redkite.sizing.Component;
import dev.redkite.sizing.ComponentSize;
import dev.redkite.sizing.EtcdSize;
import dev.redkite.sizing.Sizing;
import dev.redkite.sizing.UnsupportedWorkloadException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Milvus' version, sizes and values.
 *
 * @param ownedKeys which of the user's Helm values touch what Redkite owns, as sentences
 */
record MilvusPlanning(Function<JsonNode, List<String>> ownedKeys, Violations violations, List<String> warnings) {

    /** The written reference procedure's own sizes, for Milvus 2.5 and earlier, instead of the workload's. */
    private static final String REFERENCE = "reference";

    /** Empty when the workload cannot be sized; the reasons are among the violations then. */
    Optional<Sizing> size(EnvironmentSpec specification, MilvusRelease release) {
        EnvironmentSpec.Milvus wanted = specification.milvus();
        try {
            Sizing sizing = REFERENCE.equals(wanted.profile())
                    ? Sizing.reference(release.family())
                    : Sizing.of(specification.workload(), release.family());
            Sizing available = highlyAvailable(wanted) ? sizing.highlyAvailable() : sizing;
            return Optional.of(overridden(available, wanted.components(), release));
        } catch (UnsupportedWorkloadException e) {
            e.violations().forEach(violation -> violations.add(
                    (violation.field().equals("profile") ? "$.milvus." : "$.workload.") + violation.field(),
                    violation.message()));
            return Optional.empty();
        }
    }

    private static boolean highlyAvailable(EnvironmentSpec.Milvus wanted) {
        return Objects.requireNonNullElse(wanted.highAvailability(), true);
    }

    private Sizing overridden(Sizing sizing, Map<String, EnvironmentSpec.Component> wanted, MilvusRelease release) {
        Map<Component, ComponentSize> sizes = new EnumMap<>(Component.class);
        sizes.putAll(sizing.components());
        new TreeMap<>(wanted).forEach((name, component) -> {
            Component key = Arrays.stream(Component.values()).filter(each -> each.key().equals(name)).findFirst().orElseThrow();
            ComponentSize size = sizes.get(key);
            if (size == null) {
                violations.add("$.milvus.components." + name, "Milvus %s has no %s; its components are %s"
                        .formatted(release.version(), name, String.join(", ", sizing.componentsByName().keySet())));
            } else {
                sizes.put(key, new ComponentSize(
                        Objects.requireNonNullElse(component.replicas(), size.replicas()),
                        Objects.requireNonNullElse(component.cpu(), size.cpu()),
                        Objects.requireNonNullElse(component.memoryGibibytes(), size.memoryGibibytes())));
            }
        });
        return new Sizing(sizing.footprint(), sizes, sizing.etcd(), sizing.kafka());
    }

    Plan.Milvus plan(EnvironmentSpec.Milvus wanted, MilvusRelease release, Sizing sizing, boolean login, Optional<Plan.Milvus> current) {
        JsonNode helmValues = wanted.helmValues() == null ? Json.object() : wanted.helmValues();
        violations.addAll("$.milvus.helmValues", ownedKeys.apply(helmValues));
        Map<String, Plan.Component> components = new TreeMap<>();
        sizing.componentsByName().forEach((name, size) ->
                components.put(name, new Plan.Component(size.replicas(), size.cpu(), size.memoryGibibytes())));
        return new Plan.Milvus(
                release.version(),
                release.chartVersion(),
                release.chartDigest(),
                components,
                etcd(sizing.etcd(), current.map(Plan.Milvus::etcd)),
                highlyAvailable(wanted),
                login,
                helmValues);
    }

    /**
     * A StatefulSet's volume claims cannot be changed
     * (https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#limitations).
     */
    private Plan.Dependency etcd(EtcdSize size, Optional<Plan.Dependency> current) {
        int volume = current.map(Plan.Dependency::volumeGibibytes).orElse(size.diskGibibytes());
        if (volume < size.diskGibibytes()) {
            warnings.add("etcd keeps its volumes of %d GiB, though the workload asks for %d: a StatefulSet's volumes are fixed. A recreate makes larger ones."
                    .formatted(volume, size.diskGibibytes()));
        }
        return new Plan.Dependency(size.replicas(), size.cpu(), size.memoryGibibytes(), volume);
    }
}
