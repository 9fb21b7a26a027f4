package dev.redkite.environment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.catalog.BillOfMaterials;
import dev.redkite.catalog.Catalog;
import dev.redkite.catalog.MilvusRelease;
import dev.redkite.catalog.Prices;
import dev.redkite.deployment.Deployment;
import dev.redkite.deployment.Partition;
import dev.redkite.sizing.IndexType;
import dev.redkite.sizing.InstanceTypes;
import dev.redkite.sizing.NodeSelection;
import dev.redkite.sizing.Sizing;
import dev.redkite.sizing.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * From specification to plan: fills in every default, size, version and name, or says everything that stands
 * against it. A function of its arguments alone.
 */
public final class Planner {

    /** https://github.com/docker/hub-feedback/issues/2388. */
    private static final String IMAGES = "Images of Milvus, etcd and Attu come from Docker Hub, which nodes in mainland China mostly cannot reach: copy them into a registry of yours and name it in milvus.helmValues by image.all.repository, etcd.image.registry, etcd.image.repository and attu.image.repository.";

    private final Catalog catalog = Catalog.load();
    private final Prices prices = Prices.load();
    private final NodeSelection nodeSelection = new NodeSelection(InstanceTypes.load(), prices);
    private final Function<JsonNode, List<String>> ownedKeys;

    /** @param ownedKeys which of the user's Helm values touch what Redkite owns, as sentences */
    public Planner(Function<JsonNode, List<String>> ownedKeys) {
        this.ownedKeys = ownedKeys;
    }

    /** @param current what an update starts from */
    public Planning plan(EnvironmentSpec specification, AccountSnapshot snapshot, int generation, Deployment deployment, CurrentEnvironment current) {
        Violations violations = new Violations();
        List<String> warnings = new ArrayList<>(snapshot.notes());
        violations.addUnless(
                specification.region() == null || specification.region().equals(deployment.region()),
                "$.region",
                "is %s, but this Redkite is deployed in %s; send the request to the Redkite of that region"
                        .formatted(specification.region(), deployment.region()));
        new Regions(violations).check(deployment.region(), specification.kubernetes());
        new Tags(violations).check(specification.tags());
        new AddressRanges(violations).check(specification);
        new StoragePlanning(specification.storage(), snapshot).check(deployment, violations);
        violations.addAll(snapshot.volumeKey().violations());
        UpdateRules rules = new UpdateRules(current, catalog, violations);
        rules.check(specification, snapshot);
        Parts parts = parts(specification, snapshot, deployment.region(), current, violations, warnings);
        rules.checkLogin(parts.milvus());
        rules.checkBackups(parts.milvus(), specification.storage());
        if (!violations.all().isEmpty()) {
            return new Planning.Refused(violations.all());
        }
        Plan.Cost cost = cost(parts, deployment.region(), warnings);
        Plan plan = assembled(specification, snapshot, parts, generation, deployment, cost, warnings);
        if (current.nodes().isEmpty()) {
            NetworkPlanning.checkRoom(plan, violations);
        }
        return violations.all().isEmpty() ? new Planning.Planned(new Preview(plan.with(UpdateWarnings.of(current, plan)),
                        Changes.of(current, snapshot.clusterVersion(), plan, specification.workload())))
                : new Planning.Refused(violations.all());
    }

    /** What has to be worked out; there are no nodes when none hold the pods, which is a violation. */
    private record Parts(
            Plan.Network network,
            String kubernetesVersion,
            Plan.Kafka kafka,
            Plan.Milvus milvus,
            Optional<Plan.Nodes> nodes,
            Plan.Exposure exposure,
            Plan.Attu attu,
            Plan.Schedules schedules) {}

    private Parts parts(EnvironmentSpec specification, AccountSnapshot snapshot, String region, CurrentEnvironment current,
            Violations violations, List<String> warnings) {
        MilvusRelease release = release(specification.milvus(), current.milvus(), violations);
        MilvusPlanning milvus = new MilvusPlanning(ownedKeys, violations, warnings);
        // Without a size of its own the rest is judged by the smallest one, so that nothing else goes unsaid.
        Sizing sizing = milvus.size(specification, release)
                .orElseGet(() -> Sizing.of(Workload.of(1, 768, IndexType.FLAT), release.family()));
        KafkaPlanning kafka = new KafkaPlanning(catalog, snapshot, violations);
        String brokerType = kafka.type(specification.kafka(), sizing.kafka(), current.kafka());
        Zones offered = new Zones(snapshot, violations, instanceTypes(specification.nodes(), brokerType), catalog.brokerTypes());
        Plan.Network network = NetworkPlanning.plan(specification.network(), snapshot, offered, current, violations);
        ExposurePlanning exposures = new ExposurePlanning(specification, snapshot,
                network.adopted() ? snapshot.ranges() : List.of(network.requireCidr()), violations, warnings);
        boolean login = exposures.login(current.login());
        Plan.Exposure exposure = exposures.milvus(login, current.planned());
        int zones = Math.max(1, network.adopted() ? network.subnetIds().size() : network.zones().size());
        return new Parts(
                network,
                new KubernetesPlanning(catalog, snapshot, violations, warnings).version(specification.kubernetes(), current.planned()),
                kafka.plan(specification.kafka(), brokerType, sizing.kafka(), zones, release, current.kafka()),
                milvus.plan(specification.milvus(), release, sizing, login, current.milvus())
                        .upgradedFrom(current.upgraded(release.version()).orElse(null)),
                new NodePlanning(nodeSelection, offered.having(network), violations, warnings)
                        .plan(specification.nodes(), sizing, zones, region, current.nodes()),
                exposure,
                exposures.attu(exposure.domain(), catalog),
                new SchedulePlanning(snapshot.at(), release.version(), catalog.backupTool(), violations, warnings).plan(specification));
    }

    /** Which types of EC2 every zone has to offer, as far as they are known before zones are chosen, and what asks for them. */
    private Map<String, String> instanceTypes(EnvironmentSpec.Nodes wanted, String brokerType) {
        Map<String, String> types = new LinkedHashMap<>();
        catalog.findBrokerType(brokerType).ifPresent(type -> types.put(type.instanceType(), Zones.BROKERS));
        Optional.ofNullable(wanted.instanceType()).filter(nodeSelection::knows)
                .ifPresent(type -> types.merge(type, "nodes.instanceType", "%s and %s"::formatted));
        return types;
    }

    private static Plan assembled(
            EnvironmentSpec specification, AccountSnapshot snapshot, Parts parts, int generation, Deployment deployment, Plan.Cost cost,
            List<String> warnings) {
        Names names = new Names(specification.name(), generation, deployment.account(), deployment.region());
        return new Plan(
                specification.name(),
                generation,
                deployment.account(),
                deployment.region(),
                specification.tags(),
                Objects.requireNonNullElse(specification.deletionProtected(), false),
                parts.network(),
                parts.kafka(),
                new StoragePlanning(specification.storage(), snapshot).plan(names),
                cluster(specification.kubernetes(), parts.kubernetesVersion(), deployment, snapshot.volumeKey().arn()),
                parts.nodes().orElseThrow(),
                parts.milvus(),
                parts.exposure(),
                parts.attu(),
                parts.schedules(),
                cost,
                List.copyOf(warnings));
    }

    private MilvusRelease release(EnvironmentSpec.Milvus wanted, Optional<Plan.Milvus> current, Violations violations) {
        String version = Optional.ofNullable(wanted.version())
                .or(() -> current.map(Plan.Milvus::version))
                .orElseGet(() -> catalog.defaultMilvus().version());
        return catalog.findMilvus(version).orElseGet(() -> {
            violations.add("$.milvus.version", "Milvus %s is not in the catalog; use one of %s"
                    .formatted(version, String.join(", ", catalog.supportedMilvusVersions())));
            return catalog.defaultMilvus();
        });
    }

    private static Plan.Cluster cluster(
            EnvironmentSpec.Kubernetes wanted, String version, Deployment deployment, @Nullable String volumeKeyArn) {
        return new Plan.Cluster(
                version,
                Objects.requireNonNullElse(wanted.administrators(), List.of()),
                deployment.kubernetesPrincipals(),
                Objects.requireNonNullElse(wanted.publicAccessCidrs(), List.of("0.0.0.0/0")),
                volumeKeyArn);
    }

    private Plan.Cost cost(Parts parts, String region, List<String> warnings) {
        Plan.Network network = parts.network();
        Plan.Nodes nodes = parts.nodes().orElseThrow();
        Plan.Dependency etcd = parts.milvus().etcd();
        int natGateways = network.adopted() ? 0 : network.natGatewayPerZone() ? network.zones().size() : 1;
        BillOfMaterials bill = new BillOfMaterials(
                nodes.instanceType(), nodes.count(), nodes.volumeGibibytes(),
                parts.kafka().instanceType(), parts.kafka().brokers(), parts.kafka().volumeGibibytes(),
                etcd.replicas(), etcd.volumeGibibytes(),
                natGateways, 1, parts.attu().enabled() ? 1 : 0, 1, 2);
        dev.redkite.catalog.Cost cost = dev.redkite.catalog.Cost.of(bill, prices, region);
        warnings.addAll(cost.notes());
        if (Partition.of(region).id().equals("aws-cn")) {
            warnings.add(IMAGES);
        }
        return new Plan.Cost(
                rounded(cost.perHour()),
                rounded(cost.perMonth()),
                cost.lines().stream()
                        .map(line -> new Plan.Cost.Line(line.what(), line.count(), line.unit(), rounded(line.perHour())))
                        .toList(),
                cost.unpriced(),
                prices.asOf().toString());
    }

    private static @Nullable Double rounded(OptionalDouble dollars) {
        return dollars.isPresent() ? rounded(dollars.getAsDouble()) : null;
    }

    private static double rounded(double dollars) {
        return Math.round(dollars * 10_000) / 10_000.0;
    }
}
