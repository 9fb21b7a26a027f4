package dev.redkite.sandbox.aws.eks;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.eks.model.*;

/**
 * The Kubernetes versions that EKS offers and the add-on versions that go with them. Dates of 1.33 to 1.35 as in
 * https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html; those of 1.36 and the add-ons' build
 * numbers are this sandbox's own, in AWS' form.
 */
final class KubernetesVersions {

    private record Release(String version, String released, String standardUntil, String extendedUntil) {}

    private static final List<Release> RELEASES = List.of(
            new Release("1.36", "2026-06-02", "2027-08-02", "2028-08-02"),
            new Release("1.35", "2026-01-27", "2027-03-27", "2028-03-27"),
            new Release("1.34", "2025-10-02", "2026-12-02", "2027-12-02"),
            new Release("1.33", "2025-05-29", "2026-07-29", "2027-07-29"));

    private static final String DEFAULT = "1.35";

    /** The default first, then one older; kube-proxy's follow Kubernetes. */
    private static final Map<String, List<String>> ADDONS = Map.of(
            "vpc-cni", List.of("v1.20.4-eksbuild.2", "v1.20.3-eksbuild.1"),
            "coredns", List.of("v1.12.4-eksbuild.1", "v1.12.3-eksbuild.1"),
            "aws-ebs-csi-driver", List.of("v1.53.0-eksbuild.1", "v1.52.1-eksbuild.1"),
            "kube-proxy", List.of("v%s.3-eksbuild.2", "v%s.0-eksbuild.4"));

    private KubernetesVersions() {}

    static List<ClusterVersionInformation> listed(Instant now) {
        return RELEASES.stream().map(release -> describe(release, now)).toList();
    }

    private static ClusterVersionInformation describe(Release release, Instant now) {
        Instant standardUntil = day(release.standardUntil());
        boolean standard = now.isBefore(standardUntil);
        return ClusterVersionInformation.builder()
                .clusterVersion(release.version())
                .clusterType("eks")
                .defaultVersion(release.version().equals(DEFAULT))
                .defaultPlatformVersion("eks.1")
                .releaseDate(day(release.released()))
                .endOfStandardSupportDate(standardUntil)
                .endOfExtendedSupportDate(day(release.extendedUntil()))
                .status(standard ? ClusterVersionStatus.STANDARD_SUPPORT : ClusterVersionStatus.EXTENDED_SUPPORT)
                .versionStatus(standard ? VersionStatus.STANDARD_SUPPORT : VersionStatus.EXTENDED_SUPPORT)
                .build();
    }

    private static Instant day(String date) {
        return Instant.parse(date + "T00:00:00Z");
    }

    static void require(String version, SupportType support, Instant now) {
        ClusterVersionInformation found = listed(now).stream()
                .filter(known -> known.clusterVersion().equals(version))
                .findFirst()
                .orElseThrow(() -> EksRefusal.parameter("unsupported Kubernetes version " + version));
        if (support == SupportType.STANDARD && found.versionStatus() == VersionStatus.EXTENDED_SUPPORT) {
            throw EksRefusal.parameter(
                    "Kubernetes version %s is in extended support and cannot be used with a STANDARD support policy".formatted(version));
        }
    }

    static List<AddonInfo> addons(String name, String kubernetesVersion) {
        if (name != null && !ADDONS.containsKey(name)) {
            throw EksRefusal.notFound("No addon found for name " + name);
        }
        return ADDONS.keySet().stream()
                .sorted()
                .filter(known -> name == null || known.equals(name))
                .map(known -> AddonInfo.builder()
                        .addonName(known)
                        .type("networking")
                        .owner("aws")
                        .publisher("eks")
                        .addonVersions(RELEASES.stream()
                                .filter(release -> kubernetesVersion == null || release.version().equals(kubernetesVersion))
                                .flatMap(release -> versions(known, release.version()).stream())
                                .toList())
                        .build())
                .toList();
    }

    private static List<AddonVersionInfo> versions(String addon, String kubernetesVersion) {
        List<String> versions = ADDONS.get(addon).stream().map(form -> form.formatted(kubernetesVersion)).toList();
        return versions.stream()
                .map(version -> AddonVersionInfo.builder()
                        .addonVersion(version)
                        .architecture("amd64", "arm64")
                        .compatibilities(Compatibility.builder()
                                .clusterVersion(kubernetesVersion)
                                .platformVersions("*")
                                .defaultVersion(version.equals(versions.getFirst()))
                                .build())
                        .build())
                .toList();
    }

    static void requireAddon(String name, String version, String kubernetesVersion) {
        boolean known = addons(name, kubernetesVersion).stream()
                .flatMap(addon -> addon.addonVersions().stream())
                .anyMatch(listed -> version == null || listed.addonVersion().equals(version));
        if (!known) {
            throw EksRefusal.parameter("Addon version specified is not supported");
        }
    }

    static String defaultAddon(String name, String kubernetesVersion) {
        return addons(name, kubernetesVersion).getFirst().addonVersions().getFirst().addonVersion();
    }
}
