package dev.redkite.admission;

import dev.redkite.catalog.Catalog;
import dev.redkite.domain.HostedZoneReview;
import dev.redkite.environment.AccountSnapshot;
import dev.redkite.environment.EnvironmentSpec;
import dev.redkite.environment.Plan;
import dev.redkite.failure.AwsErrors;
import dev.redkite.network.Ec2Tags;
import dev.redkite.platform.Concurrency;
import dev.redkite.sizing.InstanceTypes;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AvailabilityZone;
import software.amazon.awssdk.services.ec2.model.InstanceTypeOffering;
import software.amazon.awssdk.services.ec2.model.LocationType;
import software.amazon.awssdk.services.ec2.model.VpcCidrBlockAssociation;
import software.amazon.awssdk.services.ec2.model.VpcCidrBlockStateCode;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.Cluster;
import software.amazon.awssdk.services.eks.model.ClusterVersionInformation;
import software.amazon.awssdk.services.eks.model.VersionStatus;
import software.amazon.awssdk.services.kafka.KafkaClient;
import software.amazon.awssdk.services.kafka.model.KafkaVersion;
import software.amazon.awssdk.services.kafka.model.KafkaVersionStatus;

/** Asks AWS what planning needs to know, all of it at once; reads only, and nothing of it costs anything. */
record AccountReader(
        Ec2Client ec2, EksClient eks, KafkaClient kafka, EncryptionKeys keys, HostedZoneReview hostedZones, ServerCertificates certificates,
        Concurrency concurrency, InstantSource time) {

    /** Node types, and the types of EC2 on which MSK's brokers run. */
    private static final List<String> TYPES = Stream.concat(
                    InstanceTypes.load().names().stream(),
                    Catalog.load().brokerTypes().stream().map(type -> type.instanceType()))
            .distinct()
            .toList();

    /** @param planned what the environment was last planned to be */
    AccountSnapshot snapshot(EnvironmentSpec specification, @Nullable Plan planned) {
        List<String> subnetIds = specification.network().subnetIds();
        Unreadable unreadable = new Unreadable();
        Supplier<List<AccountSnapshot.KubernetesVersion>> kubernetesVersions = concurrency.begin(this::kubernetesVersions);
        Supplier<List<String>> kafkaVersions = concurrency.begin(unreadable.or(List.of(),
                "The Kafka versions of MSK were not compared", this::kafkaVersions));
        Supplier<Map<String, Set<String>>> offerings = concurrency.begin(unreadable.or(Map.of(),
                "The zones of the instance types were not compared", this::offerings));
        Supplier<List<AccountSnapshot.Zone>> zones = concurrency.begin(() -> subnetIds.isEmpty() ? zones() : List.of());
        Supplier<List<AccountSnapshot.Subnet>> subnets = concurrency.begin(() -> subnetIds.isEmpty() ? List.of() : subnets(subnetIds));
        Supplier<List<String>> ranges = concurrency.begin(unreadable.or(List.of(), "The address ranges of the subnets' VPC were not read",
                () -> specification.asksForDefaultRanges() ? ranges(subnets.get()) : List.of()));
        Supplier<AccountSnapshot.Key> bucketKey = begun(unreadable, "bucket", specification.storage().bucket());
        Supplier<AccountSnapshot.Key> backupBucketKey = begun(unreadable, "backupBucket", specification.storage().backupBucket());
        Supplier<AccountSnapshot.Key> volumeKey = concurrency.begin(unreadable.or(AccountSnapshot.Key.NONE, "The encryption of volumes was not judged", keys::ofVolumes));
        Supplier<AccountSnapshot.HostedZone> hostedZone = concurrency.begin(unreadable.or(AccountSnapshot.HostedZone.NONE, "The hosted zone was not judged",
                () -> hostedZone(specification, subnets)));
        Supplier<AccountSnapshot.Certificates> shown = concurrency.begin(unreadable.or(AccountSnapshot.Certificates.NONE,
                "The certificates were not judged", () -> certificates.of(specification)));
        String clusterVersion = planned == null ? null : clusterVersion(planned.names().clusterName());
        return new AccountSnapshot(time.instant(), kubernetesVersions.get(), kafkaVersions.get(), zones.get(), subnets.get(),
                ranges.get(), clusterVersion, offerings.get(), bucketKey.get(), backupBucketKey.get(), volumeKey.get(), hostedZone.get(), shown.get(), unreadable.notes());
    }

    /** @param member of the specification's storage that names it */
    private Supplier<AccountSnapshot.Key> begun(Unreadable unreadable, String member, @Nullable String bucket) {
        return concurrency.begin(unreadable.or(AccountSnapshot.Key.NONE, "The encryption of the bucket was not judged",
                () -> bucket == null ? AccountSnapshot.Key.NONE : keys.ofBucket(bucket, "storage." + member)));
    }

    private AccountSnapshot.HostedZone hostedZone(EnvironmentSpec specification, Supplier<List<AccountSnapshot.Subnet>> subnets) {
        return specification.exposure().domain() == null ? AccountSnapshot.HostedZone.NONE
                : hostedZones.find(specification.exposure().domain(), specification.name(), () -> vpcs(subnets.get()));
    }

    private static List<String> vpcs(List<AccountSnapshot.Subnet> subnets) {
        return subnets.stream().map(AccountSnapshot.Subnet::vpcId).distinct().toList();
    }

    private List<AccountSnapshot.KubernetesVersion> kubernetesVersions() {
        return eks.describeClusterVersionsPaginator(request -> {}).clusterVersions().stream()
                .map(AccountReader::kubernetesVersion)
                .toList();
    }

    private static AccountSnapshot.KubernetesVersion kubernetesVersion(ClusterVersionInformation version) {
        return new AccountSnapshot.KubernetesVersion(version.clusterVersion(), version.versionStatus() != VersionStatus.EXTENDED_SUPPORT,
                version.endOfStandardSupportDate());
    }

    private List<String> kafkaVersions() {
        return kafka.listKafkaVersionsPaginator(request -> {}).kafkaVersions().stream()
                .filter(version -> version.status() == KafkaVersionStatus.ACTIVE)
                .map(KafkaVersion::version)
                .toList();
    }

    private Map<String, Set<String>> offerings() {
        return ec2
                .describeInstanceTypeOfferingsPaginator(request -> request
                        .locationType(LocationType.AVAILABILITY_ZONE_ID)
                        .filters(Ec2Tags.filter("instance-type", TYPES)))
                .instanceTypeOfferings().stream()
                .collect(Collectors.groupingBy(InstanceTypeOffering::instanceTypeAsString,
                        Collectors.mapping(InstanceTypeOffering::location, Collectors.toSet())));
    }

    private @Nullable String clusterVersion(String name) {
        return AwsErrors.find(() -> eks.describeCluster(request -> request.name(name)).cluster())
                .map(Cluster::version)
                .orElse(null);
    }

    /** Zones of the region itself; local and wavelength zones have neither MSK nor EKS. */
    private List<AccountSnapshot.Zone> zones() {
        return ec2
                .describeAvailabilityZones(request -> request.filters(
                        Ec2Tags.filter("zone-type", "availability-zone"), Ec2Tags.filter("state", "available")))
                .availabilityZones().stream()
                .sorted(Comparator.comparing(AvailabilityZone::zoneName))
                .map(zone -> new AccountSnapshot.Zone(zone.zoneName(), zone.zoneId()))
                .toList();
    }

    /** By filter, not by id: an id that does not exist is then simply missing instead of failing the whole call. */
    private List<AccountSnapshot.Subnet> subnets(List<String> ids) {
        List<String> sound = ids.stream().filter(id -> !id.isEmpty()).toList();
        return sound.isEmpty() ? List.of() : ec2.describeSubnets(request -> request.filters(Ec2Tags.filter("subnet-id", sound)))
                .subnets().stream()
                .map(subnet -> new AccountSnapshot.Subnet(subnet.subnetId(), subnet.vpcId(), subnet.availabilityZone(), subnet.availabilityZoneId()))
                .toList();
    }

    /** Those of the subnets' VPCs, later ones too, in which pods and whoever calls Milvus may be. */
    private List<String> ranges(List<AccountSnapshot.Subnet> subnets) {
        List<String> vpcs = vpcs(subnets);
        return vpcs.isEmpty() ? List.of() : ec2.describeVpcs(request -> request.filters(Ec2Tags.filter("vpc-id", vpcs)))
                .vpcs().stream()
                .flatMap(vpc -> vpc.cidrBlockAssociationSet().stream())
                .filter(range -> range.cidrBlockState().state() == VpcCidrBlockStateCode.ASSOCIATED)
                .map(VpcCidrBlockAssociation::cidrBlock)
                .toList();
    }
}
