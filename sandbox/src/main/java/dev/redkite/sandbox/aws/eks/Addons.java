package dev.redkite.sandbox.aws.eks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.redkite.json.Json;
import dev.redkite.sandbox.aws.AccountRegion;
import dev.redkite.sandbox.aws.ClientTokens;
import dev.redkite.sandbox.aws.Lifecycle;
import dev.redkite.sandbox.aws.iam.FakeIamClient;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.eks.model.*;

/** Add-ons. Those that run as deployments are DEGRADED as long as no node is there to run them. */
final class Addons {

    /** One add-on of one cluster. */
    static final class Row {

        final CreateAddonRequest made;
        final Instant created;
        String version;
        String roleArn;
        String configuration;
        Map<String, String> tags;
        Lifecycle life;
        boolean unremoved;
        Instant updatingUntil = Instant.MIN;

        Row(CreateAddonRequest made, Instant created, String version, Lifecycle life) {
            this.made = made;
            this.created = created;
            this.version = version;
            this.life = life;
            roleArn = made.serviceAccountRoleArn();
            configuration = made.configurationValues();
            tags = new TreeMap<>(made.tags());
        }
    }

    private static final Set<String> NEED_NODES = Set.of("coredns", "aws-ebs-csi-driver");

    private static final YAMLMapper YAML = new YAMLMapper();

    private final AccountRegion place;
    private final FakeIamClient iam;
    private final Clusters clusters;
    private final ClientTokens<Addon> creations = new ClientTokens<>();
    final Map<String, AddonIssue> unwell = new TreeMap<>();
    final Map<String, AddonIssue> staying = new TreeMap<>();

    Addons(AccountRegion place, FakeIamClient iam, Clusters clusters) {
        this.place = place;
        this.iam = iam;
        this.clusters = clusters;
    }

    Addon create(CreateAddonRequest request) {
        return creations.once(request.clientRequestToken(), () -> created(request));
    }

    private Addon created(CreateAddonRequest request) {
        ClusterRow cluster = clusters.requireActive(request.clusterName());
        settle(cluster);
        if (cluster.addons.containsKey(request.addonName())) {
            throw EksRefusal.inUse("Addon already exists.");
        }
        KubernetesVersions.requireAddon(request.addonName(), request.addonVersion(), cluster.version);
        requireConfiguration(request.configurationValues());
        String version = request.addonVersion() == null
                ? KubernetesVersions.defaultAddon(request.addonName(), cluster.version) : request.addonVersion();
        Row row = new Row(request, place.now(), version,
                Lifecycle.begun(place.now(), place.durations().create("eksAddon")));
        cluster.changes.noteAt(row.life.ready());
        cluster.addons.put(request.addonName(), row);
        return describe(cluster, row);
    }

    void settle(ClusterRow cluster) {
        for (Row row : cluster.addons.values()) {
            if (row.life.at(place.now()) == Lifecycle.Phase.GONE && staying.containsKey(row.made.addonName())) {
                row.life = row.life.kept();
                row.unremoved = true;
            }
        }
        cluster.addons.values().removeIf(row -> {
            boolean gone = row.life.at(place.now()) == Lifecycle.Phase.GONE;
            if (gone) {
                clusters.updates.forget(Updates.Subject.addon(cluster, row));
            }
            return gone;
        });
    }

    Row require(ClusterRow cluster, String name) {
        settle(cluster);
        return Optional.ofNullable(cluster.addons.get(name))
                .orElseThrow(() -> EksRefusal.notFound("No addon: %s found in cluster: %s".formatted(name, cluster.name())));
    }

    Update update(UpdateAddonRequest request) {
        ClusterRow cluster = clusters.requireActive(request.clusterName());
        Row row = require(cluster, request.addonName());
        if (status(cluster, row) == AddonStatus.UPDATING || status(cluster, row) == AddonStatus.CREATING) {
            throw EksRefusal.inUse("Addon %s cannot be updated as it is currently being changed".formatted(request.addonName()));
        }
        KubernetesVersions.requireAddon(request.addonName(), request.addonVersion(), cluster.version);
        requireConfiguration(request.configurationValues());
        row.updatingUntil = place.now().plus(place.durations().create("eksAddon"));
        cluster.changes.noteAt(row.updatingUntil);
        return clusters.updates.begin(Updates.Subject.addon(cluster, row), UpdateType.ADDON_UPDATE, row.updatingUntil, () -> {
            row.version = request.addonVersion() == null ? row.version : request.addonVersion();
            row.roleArn = request.serviceAccountRoleArn();
            row.configuration = request.configurationValues() == null ? row.configuration : request.configurationValues();
        });
    }

    Addon delete(String clusterName, String name) {
        ClusterRow cluster = clusters.requireActive(clusterName);
        Row row = require(cluster, name);
        AddonStatus status = status(cluster, row);
        if (status == AddonStatus.CREATING || status == AddonStatus.UPDATING) {
            throw EksRefusal.inUse("Addon %s cannot be deleted as it is currently in %s state".formatted(name, status));
        }
        row.life = row.life.removed(place.now(), place.durations().delete("eksAddon"));
        clusters.changes.noteAt(row.life.gone(), cluster.name());
        cluster.changes.noteAt(row.life.gone());
        return describe(cluster, row);
    }

    /** Names of those that are ACTIVE now. */
    Set<String> active(ClusterRow cluster) {
        settle(cluster);
        Set<String> active = new TreeSet<>();
        cluster.addons.forEach((name, addon) -> {
            if (status(cluster, addon) == AddonStatus.ACTIVE) {
                active.add(name);
            }
        });
        return active;
    }

    AddonStatus status(ClusterRow cluster, Row row) {
        Instant now = place.now();
        return switch (row.life.at(now)) {
            case CREATING -> AddonStatus.CREATING;
            case ACTIVE -> now.isBefore(row.updatingUntil) ? AddonStatus.UPDATING
                    : clusters.updates.failed(Updates.Subject.addon(cluster, row)) ? AddonStatus.UPDATE_FAILED
                    : issues(cluster, row).isEmpty() ? AddonStatus.ACTIVE : AddonStatus.DEGRADED;
            case FAILED -> row.unremoved ? AddonStatus.DELETE_FAILED : AddonStatus.CREATE_FAILED;
            case DELETING, GONE -> AddonStatus.DELETING;
        };
    }

    private List<AddonIssue> issues(ClusterRow cluster, Row row) {
        if (unwell.containsKey(row.made.addonName())) {
            return List.of(unwell.get(row.made.addonName()));
        }
        boolean nodes = cluster.nodeGroups.values().stream()
                .anyMatch(group -> switch (group.status(place.now())) {
                    case ACTIVE -> group.settled;
                    case UPDATING -> true;
                    case DEGRADED -> !group.machines.isEmpty();
                    case CREATING, DELETING, CREATE_FAILED, DELETE_FAILED, UNKNOWN_TO_SDK_VERSION -> false;
                });
        if (NEED_NODES.contains(row.made.addonName()) && !nodes) {
            return List.of(issue(AddonIssueCode.INSUFFICIENT_NUMBER_OF_REPLICAS,
                    "The add-on is unhealthy because it doesn't have the desired number of replicas."));
        }
        if (row.made.addonName().equals("aws-ebs-csi-driver") && !iam.hasPolicy(row.roleArn, "AmazonEBSCSIDriverPolicy")) {
            return List.of(issue(AddonIssueCode.ACCESS_DENIED, "The driver may not call ec2:DescribeAvailabilityZones."));
        }
        return List.of();
    }

    /** JSON or YAML. */
    private static JsonNode read(String values) {
        try {
            return YAML.readTree(values);
        } catch (JsonProcessingException _) {
            throw EksRefusal.parameter("ConfigurationValue provided in request is not supported: it is neither JSON nor YAML");
        }
    }

    /** By the add-on's schema, whose variables are strings (aws eks describe-addon-configuration --addon-name vpc-cni). */
    private static void requireConfiguration(String values) {
        if (values == null) {
            return;
        }
        JsonNode read = read(values);
        boolean sound = read.isObject() && read.path("enableNetworkPolicy").asText("false").matches("true|false")
                && !read.path("enableNetworkPolicy").isBoolean() && read.path("env").properties().stream().allMatch(each -> each.getValue().isTextual());
        if (!sound) {
            throw EksRefusal.parameter("ConfigurationValue provided in request is not supported: Json schema validation failed");
        }
    }

    /**
     * Addresses for pods that the CNI holds on a node before any pod runs: a full interface and a spare one, unless it is told
     * a minimum (https://github.com/aws/amazon-vpc-cni-k8s/blob/master/docs/eni-and-ip-target.md).
     */
    int warmAddresses(ClusterRow cluster, int addressesPerInterface) {
        Row row = cluster.addons.get("vpc-cni");
        JsonNode variables = row == null || row.configuration == null ? Json.object() : read(row.configuration).path("env");
        int full = 2 * (addressesPerInterface - 1);
        return variables.has("MINIMUM_IP_TARGET") || variables.has("WARM_IP_TARGET")
                ? Math.max(variables.path("MINIMUM_IP_TARGET").asInt(), variables.path("WARM_IP_TARGET").asInt()) : full;
    }

    private static AddonIssue issue(AddonIssueCode code, String message) {
        return AddonIssue.builder().code(code).message(message).build();
    }

    /** Whether nodes that start now get addresses for their pods: the CNI runs and may use them, by its own role or the nodes'. */
    boolean networkWorks(ClusterRow cluster, String nodeRole, Instant at) {
        Row row = cluster.addons.get("vpc-cni");
        return row != null
                && row.life.at(at) == Lifecycle.Phase.ACTIVE
                && iam.hasPolicy(row.roleArn == null ? nodeRole : row.roleArn, "AmazonEKS_CNI_Policy");
    }

    private List<AddonIssue> reportedIssues(ClusterRow cluster, Row row, AddonStatus status) {
        return switch (status) {
            case DEGRADED -> issues(cluster, row);
            case DELETE_FAILED -> List.of(staying.get(row.made.addonName()));
            case CREATING, ACTIVE, CREATE_FAILED, UPDATING, DELETING, UPDATE_FAILED, UNKNOWN_TO_SDK_VERSION -> List.of();
        };
    }

    Addon describe(ClusterRow cluster, Row row) {
        AddonStatus status = status(cluster, row);
        return Addon.builder()
                .addonName(row.made.addonName())
                .clusterName(cluster.name())
                .addonArn(clusters.arn("addon", cluster.name() + "/" + row.made.addonName()))
                .addonVersion(row.version)
                .serviceAccountRoleArn(row.roleArn)
                .configurationValues(row.configuration)
                .status(status)
                .health(health -> health.issues(reportedIssues(cluster, row, status)))
                .createdAt(row.created)
                .tags(new TreeMap<>(row.tags))
                .build();
    }
}
