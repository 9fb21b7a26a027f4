package dev.redkite.environment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.catalog.Catalog;
import dev.redkite.sizing.Component;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What happens when a member of a plan changes in place: what stages do and docs/use.md says, change by change.
 *
 * @param next what the environment is to be
 */
record UpdateEffects(Plan next) {

    /** https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#rolling-update-deployment; the probe makes room where there is none. */
    private static final String RESTART = "restart one by one, the new one before the old one where the nodes have room for both";
    /** https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#recreate-deployment, which the charts say. */
    private static final String STOP = "stop, all of them, before new ones start";
    private static final String SIZED = "sizes and numbers are worked out anew; what changes by it is listed too";

    /** https://docs.aws.amazon.com/elasticloadbalancing/latest/network/listener-update-certificates.html */
    private static final String ANOTHER_CERTIFICATE = "the same load balancer shows another certificate to whoever connects from then on";

    private static final String UPGRADE = "MilvusUpgrade";
    private static final String NODES = "NodeGroup";
    private static final String BROKERS = "KafkaCluster";
    private static final String RELEASE = "MilvusRelease";
    private static final String CLUSTER = "EksCluster";

    /** The members are those of {@link PlannedChange}. */
    record Effect(@Nullable String stage, String words, @Nullable Boolean interrupts) {}

    /** The first member of a path. */
    static String section(String path) {
        return path.split("[.\\[]", 3)[1];
    }

    /** @param from as it stands, or the missing node; {@code to} likewise */
    Effect of(String path, JsonNode from, JsonNode to) {
        return switch (section(path)) {
            case "network" -> network(path);
            case "workload" -> new Effect(null, SIZED, null);
            case "milvus" -> milvus(path, from, to);
            case "kubernetes" -> kubernetes(path);
            case "nodes" -> nodes(path, from, to);
            case "kafka" -> kafka(path);
            case "storage" -> path.equals("$.storage.backupBucket") ? new Effect("WorkloadIdentity", UpdateWarnings.ELSEWHERE, false)
                    : new Effect("ObjectStorage", "the bucket is made, or used", false);
            case "exposure" -> exposure(path, from, to);
            case "attu" -> attu(path, from, to);
            case "schedule", "expiresAt" -> new Effect("Schedules", "in place", false);
            case "tags" -> new Effect(null, to.isMissingNode() ? "stays on the AWS resources that carry it" : "resources are tagged in place", false);
            case "protected" -> new Effect(null, to.asBoolean() ? "it can no longer be torn down" : "it can be torn down from then on", false);
            case "cost" -> new Effect(null, "US dollars at list prices", false);
            default -> throw new IllegalArgumentException("no effect is known of " + path);
        };
    }

    private Effect exposure(String path, JsonNode from, JsonNode to) {
        if (path.startsWith("$.exposure.domain")) {
            return to.isMissingNode() ? new Effect("Domain", "the names in it are taken away", true)
                    : new Effect("Domain", "Milvus is called %s from then on".formatted(
                            next.names().milvusHost(next.exposure().requireDomain().zone())), false);
        }
        return switch (path) {
            case "$.exposure.scheme" -> new Effect(RELEASE, UpdateWarnings.anotherAddressOfMilvus(next), true);
            case "$.exposure.certificateArn" -> from.isMissingNode() || to.isMissingNode()
                    ? new Effect(RELEASE, UpdateWarnings.encryption(next.exposure()), true) : new Effect(RELEASE, ANOTHER_CERTIFICATE, false);
            default -> ranges("Milvus'", from, to);
        };
    }

    private static Effect network(String path) {
        return new Effect("Network", path.endsWith(".natGateways") ? "NAT gateways are added" : "the network is made so", false);
    }

    private Effect milvus(String path, JsonNode from, JsonNode to) {
        if (path.equals("$.milvus.version") && next.milvus().upgradesFrom() != null) {
            return upgrade(next.milvus().upgradesFrom());
        }
        if (path.equals("$.milvus.authentication")) {
            return new Effect(RELEASE, UpdateWarnings.login(to.asBoolean(), next.names()), to.asBoolean() ? true : null);
        }
        if (path.equals("$.milvus.highAvailability")) {
            return new Effect(null, SIZED, null);
        }
        if (path.startsWith("$.milvus.helmValues")) {
            return new Effect(RELEASE, "the release is upgraded; pods whose configuration changes by it " + RESTART, null);
        }
        if (path.endsWith(".replicas") && !from.isMissingNode() && !to.isMissingNode()) {
            boolean more = to.asInt() > from.asInt();
            return new Effect(RELEASE, more ? "pods are added" : "pods are taken away", more ? false : null);
        }
        return restart(component(path));
    }

    private Effect upgrade(String served) {
        MilvusWays ways = new MilvusWays(Catalog.load());
        return new Effect(UPGRADE, "%s.%s %s".formatted(ways.upgrade(served, next.milvus().version()),
                coordinatorsStop(next.milvus()) ? " Coordinators " + STOP + "." : "", ways.back(served)), coordinatorsStop(next.milvus()) ? true : null);
    }

    private Effect restart(String component) {
        if (component.endsWith("Coordinator") && coordinatorsStop(next.milvus())) {
            return new Effect(RELEASE, "pods of %s %s".formatted(component, STOP), true);
        }
        if (component.equals("Milvus") && coordinatorsStop(next.milvus())) {
            return new Effect(RELEASE, "coordinators %s; other pods %s".formatted(STOP, RESTART), true);
        }
        return new Effect(RELEASE, "pods of %s %s".formatted(component, RESTART), null);
    }

    /** Those of Milvus 2.2, and of later ones the one that has no other beside it (milvus-helm, mixcoord-deployment.yaml). */
    private static boolean coordinatorsStop(Plan.Milvus milvus) {
        Plan.Component mixed = milvus.components().get(Component.MIX_COORDINATOR.key());
        return mixed == null || mixed.replicas() == 1;
    }

    private static String component(String path) {
        String[] members = path.split("\\.");
        return switch (members[2]) {
            case "components" -> members[3];
            case "etcd" -> "etcd";
            default -> "Milvus";
        };
    }

    private static Effect kubernetes(String path) {
        return switch (path) {
            case "$.kubernetes.version" -> new Effect(CLUSTER,
                    "the control plane, then the add-ons and all nodes, one after the other: pods move to new nodes", null);
            case "$.kubernetes.administrators" -> new Effect(CLUSTER, "access entries are added and taken away", false);
            default -> new Effect(CLUSTER, "in place: who may reach the API of Kubernetes", false);
        };
    }

    private static Effect nodes(String path, JsonNode from, JsonNode to) {
        if (!path.equals("$.nodes.count")) {
            return new Effect(NODES, "nodes are made so", false);
        }
        boolean more = to.asInt() > from.asInt();
        return new Effect(NODES, more ? "nodes are added" : "nodes are taken away, and their pods move to the others", more ? false : null);
    }

    private static Effect kafka(String path) {
        return switch (path) {
            case "$.kafka.brokers" -> new Effect(BROKERS, "brokers are added", false);
            case "$.kafka.volumeGibibytes" -> new Effect(BROKERS, "volumes grow in place. " + UpdateWarnings.SIX_HOURS, false);
            case "$.kafka.version" -> new Effect(BROKERS, "MSK updates one broker after the other", null);
            default -> new Effect(BROKERS, "MSK replaces one broker after the other", null);
        };
    }

    private Effect attu(String path, JsonNode from, JsonNode to) {
        if (path.equals("$.attu.enabled")) {
            return to.asBoolean() ? new Effect(RELEASE, "Attu and its load balancer are made", false)
                    : new Effect(RELEASE, "Attu goes, and its load balancer with it", true);
        }
        if (!next.attu().enabled()) {
            return new Effect(null, "nothing yet, for Attu is switched off", false);
        }
        return switch (path) {
            case "$.attu.scheme" -> new Effect(RELEASE, UpdateWarnings.anotherAddressOfAttu(next), true);
            case "$.attu.version" -> new Effect(RELEASE, "Attu's pod is replaced", null);
            case "$.attu.certificateArn" -> attuCertificate(from, to);
            default -> ranges("Attu's", from, to);
        };
    }

    private static Effect attuCertificate(JsonNode from, JsonNode to) {
        if (to.isMissingNode()) {
            return new Effect(RELEASE, "Attu is reached over HTTP again, and HTTPS is answered no longer", true);
        }
        return new Effect(RELEASE, from.isMissingNode() ? "Attu is reached over HTTPS, and HTTP leads there" : ANOTHER_CERTIFICATE, false);
    }

    /** Connections from what is no longer among them are cut off. */
    private static Effect ranges(String whose, JsonNode from, JsonNode to) {
        boolean allStay = texts(to).containsAll(texts(from));
        return new Effect(RELEASE, allStay ? "who may connect, on the same load balancer"
                : "%s clients in ranges that are no longer named are shut out".formatted(whose), !allStay);
    }

    private static Set<String> texts(JsonNode ranges) {
        return ranges.valueStream().map(JsonNode::asText).collect(Collectors.toSet());
    }
}
