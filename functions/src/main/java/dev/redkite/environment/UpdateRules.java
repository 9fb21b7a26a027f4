package dev.redkite.environment;

import static dev.redkite.environment.AccountSnapshot.KubernetesVersion.minor;

import dev.redkite.catalog.Catalog;
import dev.redkite.catalog.KafkaRelease;
import java.lang.module.ModuleDescriptor.Version;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a specification asks of an environment that stands and that cannot be changed in place: fixed by AWS when it
 * was made, or lost with what would take its place. What it leaves open is no change, for the {@link Planner} keeps
 * what stands; only network and bucket are made anew when they are left out, which is a change like any other.
 */
record UpdateRules(CurrentEnvironment current, Catalog catalog, Violations violations) {

    static final String RECREATE = "recreate the environment with this specification instead (\"Recreate Requested\" on the bus, POST …/recreate over HTTP)";
    /** https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateNodegroup.html: the update calls have no type, and another disk replaces every node. */
    static final String NODES_FIXED = "EKS fixes type and disk of nodes when it makes their group";

    private static final String ROLLBACK = "https://docs.aws.amazon.com/eks/latest/userguide/rollback-cluster.html";

    /** https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html: how far behind nodes may be meanwhile. */
    private static final int MOST_MINOR_STEPS = 3;

    void check(EnvironmentSpec wanted, AccountSnapshot snapshot) {
        current.network().ifPresent(network -> network(network, wanted.network(), snapshot));
        current.storage().ifPresent(storage -> storage(storage, wanted.storage()));
        milvus(wanted.milvus());
        if (snapshot.clusterVersion() != null) {
            kubernetes(wanted.kubernetes(), snapshot.clusterVersion());
        }
        current.nodes().ifPresent(nodes -> nodes(nodes, wanted.nodes()));
        current.kafka().ifPresent(kafka -> kafka(kafka, wanted.kafka()));
    }

    private void network(Plan.Network network, EnvironmentSpec.Network wanted, AccountSnapshot snapshot) {
        Set<String> subnets = new HashSet<>(wanted.subnetIds());
        refuseIf(!subnets.equals(new HashSet<>(network.subnetIds())), "$.network.subnetIds",
                described(network.subnetIds()), described(wanted.subnetIds()),
                "what stands in a network does not move to another");
        if (network.adopted() || !subnets.isEmpty()) {
            return;
        }
        refuseIf(wanted.cidr() != null && !wanted.cidr().equals(network.cidr()), "$.network.cidr",
                network.cidr(), wanted.cidr(), "the ranges of a VPC and its subnets are fixed when they are made");
        List<String> zones = network.zones().stream().map(Plan.Network.Zone::name).toList();
        List<String> asked = wanted.zones().stream().map(each -> new Zones(snapshot, violations, Map.of(), List.of()).find(each).map(AccountSnapshot.Zone::name).orElse(each)).toList();
        refuseIf(!asked.isEmpty() && !new HashSet<>(asked).equals(new HashSet<>(zones)), "$.network.zones",
                String.join(", ", zones), String.join(", ", asked), "subnets do not move");
        refuseIf("single".equals(wanted.natGateways()) && current.natGatewayPerZone(), "$.network.natGateways", "per-zone", "single",
                "Redkite takes no NAT gateway away while connections go through it");
    }

    private static String described(List<String> subnetIds) {
        return subnetIds.isEmpty() ? "a VPC of Redkite's own" : "the subnets " + String.join(", ", subnetIds);
    }

    private void storage(Plan.Storage storage, EnvironmentSpec.Storage wanted) {
        String adopted = storage.adopted() ? storage.bucket() : null;
        refuseIf(!Objects.equals(wanted.bucket(), adopted), "$.storage.bucket", bucket(adopted), bucket(wanted.bucket()),
                "Milvus would not find its data there");
    }

    private static String bucket(@Nullable String adopted) {
        return adopted == null ? "a bucket of Redkite's own" : "the bucket " + adopted;
    }

    private void nodes(Plan.Nodes nodes, EnvironmentSpec.Nodes wanted) {
        refuseIf(wanted.instanceType() != null && !wanted.instanceType().equals(nodes.instanceType()), "$.nodes.instanceType",
                nodes.instanceType(), wanted.instanceType(), NODES_FIXED);
        refuseIf(wanted.volumeGibibytes() != null && wanted.volumeGibibytes() != nodes.volumeGibibytes(), "$.nodes.volumeGibibytes",
                nodes.volumeGibibytes() + " GiB", wanted.volumeGibibytes() + " GiB", NODES_FIXED);
    }

    private void kafka(Plan.Kafka kafka, EnvironmentSpec.Kafka wanted) {
        refuseIf(wanted.brokers() != null && wanted.brokers() < kafka.brokers(), "$.kafka.brokers",
                kafka.brokers(), wanted.brokers(), "the brokers hold partitions, and nobody moves these away first");
        refuseIf(wanted.volumeGibibytes() != null && wanted.volumeGibibytes() < kafka.volumeGibibytes(), "$.kafka.volumeGibibytes",
                kafka.volumeGibibytes() + " GiB", wanted.volumeGibibytes() + " GiB", "the volumes of brokers do not shrink");
        Optional<KafkaRelease> from = catalog.findKafka(kafka.version());
        Optional<KafkaRelease> to = Optional.ofNullable(wanted.version()).flatMap(catalog::findKafka);
        if (from.isEmpty() || to.isEmpty()) {
            return;
        }
        boolean otherMode = from.get().metadataMode() != to.get().metadataMode();
        refuseIf(otherMode, "$.kafka.version", kafka.version(), wanted.version(),
                "MSK does not move a cluster between ZooKeeper and KRaft");
        refuseIf(!otherMode && earlier(to.get().version(), kafka.version()), "$.kafka.version", kafka.version(), wanted.version(),
                "MSK does not go back to an earlier Kafka");
    }

    /** Against what the cluster runs: EKS itself moves on from a version that leaves standard support. */
    private void kubernetes(EnvironmentSpec.Kubernetes wanted, String running) {
        if (wanted.version() == null) {
            return;
        }
        refuseIf(earlier(wanted.version(), running), "$.kubernetes.version", running, wanted.version(), minor(running) - minor(wanted.version()) == 1
                ? "Redkite does not go back; EKS does within a week of the update, once the nodes are back by hand ("
                        + ROLLBACK + "), and what runs " + wanted.version() + " may be asked for it"
                : "EKS does not go back by more than one minor version");
        int steps = minor(wanted.version()) - minor(running);
        violations.addUnless(steps <= MOST_MINOR_STEPS, "$.kubernetes.version", "leads from %s to %s at once, and nodes may be only %d minor versions behind meanwhile; ask for 1.%d first"
                .formatted(running, wanted.version(), MOST_MINOR_STEPS, minor(running) + MOST_MINOR_STEPS));
    }

    /** An upgrade that was begun and never served may be given up: what runs decides, which the stage sees. */
    private void milvus(EnvironmentSpec.Milvus wanted) {
        Optional<String> from = current.milvusVersion();
        Optional<String> to = Optional.ofNullable(wanted.version()).filter(version -> catalog.findMilvus(version).isPresent());
        if (from.isEmpty() || to.isEmpty() || from.equals(to)) {
            return;
        }
        refuseIf(catalog.findUpgrade(from.get(), to.get()).isEmpty(), "$.milvus.version", from.get(), to.get(),
                new MilvusWays(catalog).hindrance(from.get(), to.get()));
    }

    /** By default or asked for: the backup that goes before an upgrade speaks to Milvus as it stands. */
    void checkLogin(Plan.Milvus next) {
        boolean asStands = current.milvus().map(Plan.Milvus::authentication).filter(login -> login != next.authentication()).isEmpty();
        violations.addUnless(next.upgradesFrom() == null || asStands, "$.milvus.authentication",
                "would be %s, and cannot change together with milvus.version, for the backup that is made before logs in as Milvus stands; ask for one of them first, then for the other"
                        .formatted(next.authentication()));
    }

    /** The backup before an upgrade is found again where it was made, by whichever execution goes on. */
    void checkBackups(Plan.Milvus next, EnvironmentSpec.Storage wanted) {
        String former = current.storage().map(storage -> storage.backupBucket() == null ? null : storage.backupBucket().name()).orElse(null);
        boolean stays = current.storage().isEmpty() || Objects.equals(former, wanted.backupBucket())
                || current.storage().get().backups().name().equals(wanted.backupBucket());
        violations.addUnless(next.upgradesFrom() == null || stays, "$.storage.backupBucket",
                "cannot change together with milvus.version, for the backup that is made before is looked for where the last one lies; ask for one of them first, then for the other");
    }

    /** Milvus', Kafka's and Kubernetes' versions are ordered as the JDK orders those of modules: number by number. */
    static boolean earlier(String version, String than) {
        return Version.parse(version).compareTo(Version.parse(than)) < 0;
    }

    private void refuseIf(boolean changed, String path, @Nullable Object from, @Nullable Object to, String because) {
        if (changed) {
            violations.add(path, refusal(from, to, because));
        }
    }

    static String refusal(@Nullable Object from, @Nullable Object to, String because) {
        return "cannot change from %s to %s in place, because %s; %s".formatted(from, to, because, RECREATE);
    }
}
