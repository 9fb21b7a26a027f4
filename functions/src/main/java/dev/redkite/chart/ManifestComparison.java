package dev.redkite.chart;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds what a manifest says in the object that stands. What the API server adds (defaults) and what others put beside it is
 * theirs: members of an object, and entries of those lists that Kubernetes merges by a key. Every other list is one value.
 *
 * <p>The server leaves out what says nothing, writes quantities in its own way, and takes a number for a text where both are
 * allowed; none of that is a difference.
 */
final class ManifestComparison {

    /**
     * By the list's name, the members by which Kubernetes tells its entries apart
     * (https://kubernetes.io/docs/tasks/manage-kubernetes-objects/update-api-object-kubectl-patch/, {@code patchMergeKey}).
     */
    private static final Map<String, List<String>> KEYS = Map.ofEntries(
            Map.entry("containers", List.of("name")),
            Map.entry("initContainers", List.of("name")),
            Map.entry("env", List.of("name")),
            Map.entry("volumes", List.of("name")),
            Map.entry("imagePullSecrets", List.of("name")),
            Map.entry("secrets", List.of("name")),
            Map.entry("webhooks", List.of("name")),
            Map.entry("ports", List.of("containerPort", "port")),
            Map.entry("volumeMounts", List.of("mountPath")),
            Map.entry("volumeDevices", List.of("devicePath")),
            Map.entry("hostAliases", List.of("ip")),
            Map.entry("topologySpreadConstraints", List.of("topologyKey")));

    /** Members whose values are quantities, and those in which all values are. */
    private static final Set<String> QUANTITIES = Set.of("limits", "requests", "sizeLimit", "averageValue", "divisor");

    /** Left out, these are true. */
    private static final Set<String> TRUE_BY_DEFAULT = Set.of("allowPrivilegeEscalation", "automountServiceAccountToken");

    /** Says something by being there. */
    private static final Set<String> TELLING = Set.of("emptyDir");

    /** Members for which the server puts its own value in the place of nought or of an empty text. */
    private static final Set<String> FILLED = Set.of(
            "clusterIP", "nodePort", "healthCheckNodePort", "targetPort", "hostPort", "protocol", "type", "sessionAffinity",
            "externalTrafficPolicy", "imagePullPolicy", "restartPolicy", "dnsPolicy", "schedulerName", "podManagementPolicy",
            "terminationMessagePath", "terminationMessagePolicy", "scheme", "apiVersion", "storageClassName",
            "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold");

    private ManifestComparison() {}

    /** Where the one is not found in the other: paths, never values. */
    static List<String> differences(JsonNode written, JsonNode standing) {
        List<String> differences = new ArrayList<>();
        compare(new Place("", "", ""), written, standing, differences);
        return differences;
    }

    /** @param parent the name of the member that this member stands in; a list's entries have the list's names */
    private record Place(String path, String parent, String name) {

        Place member(String member) {
            return new Place(path.isEmpty() ? member : path + "." + member, name, member);
        }

        Place entry(String key) {
            return new Place("%s[%s]".formatted(path, key), parent, name);
        }

        boolean quantity() {
            return QUANTITIES.contains(name) || QUANTITIES.contains(parent);
        }
    }

    private static void compare(Place place, JsonNode written, JsonNode standing, List<String> differences) {
        boolean there = !standing.isMissingNode() && !standing.isNull();
        if (there ? leftOpen(place, written) : saysNothing(place.name(), written)) {
            return;
        }
        if (!there || written.isContainerNode() && written.getNodeType() != standing.getNodeType()) {
            differences.add(place.path());
        } else if (written.isObject()) {
            written.properties().forEach(member -> compare(
                    place.member(member.getKey()), member.getValue(), standing.path(member.getKey()), differences));
        } else if (written.isArray()) {
            compareLists(place, entries(written), entries(standing), differences);
        } else if (!same(place, written, standing)) {
            differences.add(place.path());
        }
    }

    /** Whether the server drops it, or takes it for its own default, which is nothing, nought or no. */
    private static boolean saysNothing(String name, JsonNode written) {
        return switch (written.getNodeType()) {
            case OBJECT -> !(written.isEmpty() && TELLING.contains(name)) && written.properties().stream()
                    .allMatch(member -> saysNothing(member.getKey(), member.getValue()));
            case ARRAY -> written.isEmpty();
            case STRING -> written.asText().isEmpty();
            case BOOLEAN -> !written.asBoolean() && !TRUE_BY_DEFAULT.contains(name);
            case NUMBER -> written.asDouble() == 0;
            default -> true;
        };
    }

    private static boolean leftOpen(Place place, JsonNode written) {
        return switch (written.getNodeType()) {
            case OBJECT, ARRAY -> written.isEmpty();
            case STRING -> written.asText().isEmpty() && FILLED.contains(place.name());
            case NUMBER -> written.asDouble() == 0 && FILLED.contains(place.name());
            case BOOLEAN -> false;
            default -> true;
        };
    }

    private static List<JsonNode> entries(JsonNode list) {
        return list.valueStream().filter(entry -> !entry.isNull()).toList();
    }

    private static void compareLists(Place place, List<JsonNode> written, List<JsonNode> standing, List<String> differences) {
        String key = KEYS.getOrDefault(place.name(), List.of()).stream()
                .filter(member -> written.stream().allMatch(entry -> entry.hasNonNull(member)))
                .findFirst().orElse(null);
        if (key != null) {
            written.forEach(entry -> compareKeyed(place, key, entry, written, standing, differences));
        } else if (written.size() != standing.size()) {
            differences.add(place.path());
        } else {
            for (int i = 0; i < written.size(); i++) {
                compare(place.entry(Integer.toString(i)), written.get(i), standing.get(i), differences);
            }
        }
    }

    /** A chart may name a key twice, and a patch keeps one of them: any of these entries will do. */
    private static void compareKeyed(
            Place place, String key, JsonNode entry, List<JsonNode> written, List<JsonNode> standing, List<String> differences) {
        String called = entry.path(key).asText();
        Place its = place.entry(called);
        List<JsonNode> found = standing.stream().filter(each -> each.path(key).asText().equals(called)).toList();
        List<JsonNode> alike = written.stream().filter(each -> each.path(key).asText().equals(called)).toList();
        if (found.isEmpty()) {
            differences.add(its.path());
            return;
        }
        List<List<String>> tried = found.stream()
                .flatMap(each -> alike.stream().map(wanted -> {
                    List<String> between = new ArrayList<>();
                    compare(its, wanted, each, between);
                    return between;
                })).toList();
        if (tried.stream().noneMatch(List::isEmpty)) {
            differences.addAll(tried.getFirst());
        }
    }

    private static boolean same(Place place, JsonNode written, JsonNode standing) {
        if (written.isNumber() && standing.isNumber()) {
            return written.decimalValue().compareTo(standing.decimalValue()) == 0;
        }
        return standing.isValueNode() && (written.asText().equals(standing.asText()) || place.quantity() && sameQuantity(written, standing));
    }

    private static boolean sameQuantity(JsonNode written, JsonNode standing) {
        try {
            return amount(written).compareTo(amount(standing)) == 0;
        } catch (IllegalArgumentException none) {
            return false;
        }
    }

    private static BigDecimal amount(JsonNode quantity) {
        return Quantity.getAmountInBytes(Quantity.parse(quantity.asText()));
    }
}
