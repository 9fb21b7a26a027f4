package dev.redkite.addons;

import dev.redkite.cluster.EksUpdates;
import dev.redkite.failure.AwsErrors;
import dev.redkite.failure.Failures;
import dev.redkite.failure.StageBroken;
import dev.redkite.stage.Change;
import dev.redkite.stage.NamedResource;
import dev.redkite.stage.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.Addon;
import software.amazon.awssdk.services.eks.model.AddonVersionInfo;
import software.amazon.awssdk.services.eks.model.ResolveConflicts;
import software.amazon.awssdk.services.eks.model.UpdateType;

/**
 * One EKS add-on, in the version that EKS gives by default for the cluster's Kubernetes. A version stays while EKS
 * lists it for that Kubernetes, so that nothing changes merely because a newer one has appeared.
 */
record AddonStage(EksClient eks) implements NamedResource<AddonSpec, AddonIdentity, AddonFacts> {

    @Override
    public Observation<AddonFacts> observe(AddonSpec spec) {
        return find(spec.identity()).map(addon -> switch (addon.status()) {
            case ACTIVE -> Observation.compared(facts(addon), changes(spec, addon));
            case UPDATE_FAILED -> Observation.compared(facts(addon), List.of(new Change(
                    "%s: its last update failed: %s".formatted(title(spec), issues(addon)), () -> update(spec, addon, versions(spec)))));
            case CREATE_FAILED, DELETE_FAILED, DEGRADED, CREATING, UPDATING, DELETING, UNKNOWN_TO_SDK_VERSION ->
                observation(spec.identity(), addon);
        }).orElseGet(Observation::absent);
    }

    @Override
    public Observation<AddonFacts> present(AddonIdentity identity) {
        return find(identity).map(addon -> observation(identity, addon)).orElseGet(Observation::absent);
    }

    @Override
    public AddonIdentity identity(AddonSpec spec) {
        return spec.identity();
    }

    private Optional<Addon> find(AddonIdentity identity) {
        Optional<Addon> found = AwsErrors.find(() -> eks.describeAddon(
                request -> request.clusterName(identity.cluster()).addonName(identity.name())).addon());
        found.ifPresent(addon -> identity.ownership().require(identity.title(), addon.tags()));
        return found;
    }

    private static Observation<AddonFacts> observation(AddonIdentity identity, Addon addon) {
        return switch (addon.status()) {
            case ACTIVE, UPDATE_FAILED -> Observation.ready(facts(addon));
            case CREATE_FAILED, DELETE_FAILED ->
                Observation.failed("%s ended %s: %s".formatted(identity.title(), addon.statusAsString(), issues(addon)));
            case DEGRADED -> Observation.degraded("%s is DEGRADED: %s".formatted(identity.title(), issues(addon)));
            case CREATING, UPDATING, DELETING, UNKNOWN_TO_SDK_VERSION ->
                Observation.changing("%s is %s".formatted(identity.title(), addon.statusAsString()));
        };
    }

    private static AddonFacts facts(Addon addon) {
        return new AddonFacts(addon.addonName(), addon.addonVersion());
    }

    private static String title(AddonSpec spec) {
        return spec.identity().title();
    }

    private static String issues(Addon addon) {
        if (addon.health() == null || addon.health().issues().isEmpty()) {
            return "EKS gives no reason";
        }
        return addon.health().issues().stream()
                .map(issue -> issue.codeAsString() + " (" + issue.message() + ")")
                .collect(Collectors.joining("; "));
    }

    private List<Change> changes(AddonSpec spec, Addon addon) {
        List<Change> changes = new ArrayList<>(Change.of(spec.ownership().differences(addon.tags()),
                () -> eks.tagResource(request -> request.resourceArn(addon.addonArn()).tags(spec.ownership().userTags()))));
        List<AddonVersionInfo> versions = versions(spec);
        changes.addAll(Change.of(differences(spec, addon, versions), () -> update(spec, addon, versions)));
        return changes;
    }

    private static List<String> differences(AddonSpec spec, Addon addon, List<AddonVersionInfo> versions) {
        List<String> differences = new ArrayList<>();
        if (spec.roleArn() != null && !spec.roleArn().equals(addon.serviceAccountRoleArn())) {
            differences.add("role is %s, wanted %s".formatted(addon.serviceAccountRoleArn(), spec.roleArn()));
        }
        String configuration = spec.configuration(addon.configurationValues());
        if (configuration != null && !AddonSettings.same(configuration, addon.configurationValues())) {
            differences.add("settings are %s, wanted %s".formatted(addon.configurationValues(), configuration));
        }
        if (!isListed(addon, versions)) {
            differences.add("version %s is not for Kubernetes %s"
                    .formatted(addon.addonVersion(), spec.kubernetesVersion()));
        }
        return differences;
    }

    private static boolean isListed(Addon addon, List<AddonVersionInfo> versions) {
        return versions.stream().anyMatch(version -> version.addonVersion().equals(addon.addonVersion()));
    }

    private List<AddonVersionInfo> versions(AddonSpec spec) {
        return eks
                .describeAddonVersionsPaginator(request -> request
                        .kubernetesVersion(spec.kubernetesVersion())
                        .addonName(spec.name()))
                .addons().stream()
                .flatMap(addon -> addon.addonVersions().stream())
                .toList();
    }

    private static String defaultVersion(AddonSpec spec, List<AddonVersionInfo> versions) {
        return versions.stream()
                .filter(version -> version.compatibilities().stream()
                        .anyMatch(entry -> entry.clusterVersion().equals(spec.kubernetesVersion())
                                && entry.defaultVersion()))
                .map(AddonVersionInfo::addonVersion)
                .findFirst()
                .orElseThrow(() -> new StageBroken("EKS lists no default version of the add-on %s for Kubernetes %s. Next: name another version in kubernetes.version and send the request again."
                        .formatted(spec.name(), spec.kubernetesVersion())));
    }

    @Override
    public boolean takesMinutes() {
        return true;
    }

    @Override
    public Observation<AddonFacts> made(AddonSpec spec) {
        String version = defaultVersion(spec, versions(spec));
        return observation(spec.identity(), Failures.about(title(spec), () -> eks.createAddon(request -> request
                .clusterName(spec.cluster())
                .addonName(spec.name())
                .addonVersion(version)
                .serviceAccountRoleArn(spec.roleArn())
                .configurationValues(spec.configuration(null))
                .resolveConflicts(ResolveConflicts.OVERWRITE)
                .tags(spec.ownership().tags())).addon()));
    }

    @Override
    public void create(AddonSpec spec) {
        made(spec);
    }

    private void update(AddonSpec spec, Addon addon, List<AddonVersionInfo> versions) {
        String version = isListed(addon, versions) ? addon.addonVersion() : defaultVersion(spec, versions);
        EksUpdates.ofAddon(eks, spec.cluster(), spec.name())
                .requireNoneFailed(UpdateType.ADDON_UPDATE, title(spec), addon.addonArn(), addon.tags());
        eks.updateAddon(request -> request
                .clusterName(spec.cluster())
                .addonName(spec.name())
                .addonVersion(version)
                .serviceAccountRoleArn(spec.roleArn())
                .configurationValues(spec.configuration(addon.configurationValues()))
                .resolveConflicts(ResolveConflicts.OVERWRITE));
    }

    @Override
    public void remove(AddonIdentity identity) {
        AwsErrors.unlessAbsent(() -> eks.deleteAddon(
                request -> request.clusterName(identity.cluster()).addonName(identity.name())));
    }
}
