package dev.redkite.environment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.catalog.BillOfMaterials;
import dev.redkite.catalog.Catalog;
import dev.redkite.catalog.MilvusRelease;
import dev.redkite.catalog.Prices;
import dev.redkite.outside.Deployment;
import dev.redkite.outside.Partition;
import dev.redkite.sizing.IndexType;
import dev.redkite.sizing.InstanceTypes;
import dev.redkite.sizing.NodeSelection;
import dev.redkite.sizing.Sizing;
import dev.redkite.sizing.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

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

    /** @param standing what an update starts from */
    public Planning plan(EnvironmentSpec specification, Survey survey, int generation, Deployment deployment, Standing standing) {
        Violations violations = new Violations();
        List<String> warnings = new ArrayList<>();
        violations.addUnless(
                specification.region() == null || specification.region().equals(deployment.region()),
                "$.region",
                "is %s, but this Redkite is deployed in %s; send the request to the Redkite of that region"
                        .formatted(specification.region(), deployment.region()));
        new Regions(violations).check(deployment.region(), specification.kubernetes());
        new Tags(violations).check(specification.tags());
        new AddressRanges(violations).check(specification);
        new Amendments(standing, catalog, violations).check(specification, survey);
        Parts parts = parts(specification, survey, deployment.region(), standing, violations, warnings);
        if (!violations.all().isEmpty()) {
            return new Planning.Refused(violations.all());
        }
        Plan.Cost cost = cost(parts, deployment.region(), warnings);
        Plan plan = assembled(specification, parts, generation, deployment, cost, warnings);
        return new Planning.Planned(plan.with(Consequences.of(standing, plan)));
    }

    /** What has to be worked out; nodes are null when none hold the pods, which is a violation. */
    private record Parts(
            Plan.Network network,
            String kubernetesVersion,
            Plan.Kafka kafka,
            Plan.Milvus milvus,
            Plan.Nodes nodes,
            Plan.Exposure exposure,
            Plan.Attu attu,
            Plan.Schedules schedules) {}

    private Parts parts(EnvironmentSpec specification, Survey survey, String region, Standing standing,
            Violations violations, List<String> warnings) {
        Plan.Network network = NetworkPlanning.plan(specification.network(), survey, standing, violations);
        int zones = Math.max(1, network.adopted() ? network.subnetIds().size() : network.zones().size());
        MilvusRelease release = release(specification.milvus(), standing.milvus(), violations);
        MilvusPlanning milvus = new MilvusPlanning(ownedKeys, violations, warnings);
        // Without a size of its own the rest is judged by the smallest one, so that nothing else goes unsaid.
        Sizing sizing = milvus.size(specification, release)
                .orElseGet(() -> Sizing.of(Workload.of(1, 768, IndexType.FLAT), release.family()));
        ExposurePlanning exposures = new ExposurePlanning(violations, warnings);
        return new Parts(
                network,
                kubernetesVersion(specification.kubernetes(), survey, standing, violations),
                new KafkaPlanning(catalog, violations)
                        .plan(specification.kafka(), sizing.kafka(), zones, release, standing.kafka()),
                milvus.plan(specification.milvus(), release, sizing, standing.milvus()),
                new NodePlanning(nodeSelection, violations, warnings)
                        .plan(specification.nodes(), sizing, zones, region, standing.nodes()),
                exposures.milvus(specification.exposure(), Boolean.TRUE.equals(specification.milvus().authentication())),
                exposures.attu(specification.attu(), catalog),
                new SchedulePlanning(survey.at(), violations, warnings).plan(specification));
    }

    private static Plan assembled(
            EnvironmentSpec specification, Parts parts, int generation, Deployment deployment, Plan.Cost cost, List<String> warnings) {
        Names names = new Names(specification.name(), generation, deployment.account(), deployment.region());
        String adopted = specification.storage().bucket();
        return new Plan(
                specification.name(),
                generation,
                deployment.account(),
                deployment.region(),
                specification.tags(),
                Objects.requireNonNullElse(specification.deletionProtected(), false),
                parts.network(),
                parts.kafka(),
                new Plan.Storage(adopted == null ? names.bucket() : adopted, adopted != null, names.rootPath()),
                cluster(specification.kubernetes(), parts.kubernetesVersion(), deployment),
                parts.nodes(),
                parts.milvus(),
                parts.exposure(),
                parts.attu(),
                parts.schedules(),
                cost,
                List.copyOf(warnings));
    }

    /** A cluster that runs a version may go on with it, whether or not EKS still makes such clusters. */
    private String kubernetesVersion(
            EnvironmentSpec.Kubernetes wanted, Survey survey, Standing standing, Violations violations) {
        String version = Optional.ofNullable(wanted.version())
                .or(() -> Optional.ofNullable(survey.clusterVersion()).map(running -> later(standing.planned(), running)))
                .orElseGet(() -> catalog.defaultKubernetes().version());
        violations.addUnless(
                version.equals(survey.clusterVersion()) || survey.kubernetesVersions().contains(version), "$.kubernetes.version",
                "EKS does not offer %s; it offers %s".formatted(version, String.join(", ", survey.kubernetesVersions())));
        return version;
    }

    /** EKS itself moves clusters on whose version leaves standard support, and never back. */
    private static String later(Plan planned, String running) {
        return planned == null || Amendments.earlier(planned.cluster().kubernetesVersion(), running)
                ? running : planned.cluster().kubernetesVersion();
    }

    private MilvusRelease release(EnvironmentSpec.Milvus wanted, Optional<Plan.Milvus> standing, Violations violations) {
        String version = Optional.ofNullable(wanted.version())
                .or(() -> standing.map(Plan.Milvus::version))
                .orElseGet(() -> catalog.defaultMilvus().version());
        return catalog.findMilvus(version).orElseGet(() -> {
            violations.add("$.milvus.version", "Milvus %s is not in the catalog; use one of %s"
                    .formatted(version, String.join(", ", catalog.supportedMilvusVersions())));
            return catalog.defaultMilvus();
        });
    }

    private static Plan.Cluster cluster(EnvironmentSpec.Kubernetes wanted, String version, Deployment deployment) {
        return new Plan.Cluster(
                version,
                Objects.requireNonNullElse(wanted.administrators(), List.of()),
                deployment.kubernetesPrincipals(),
                Objects.requireNonNullElse(wanted.publicAccessCidrs(), List.of("0.0.0.0/0")));
    }

    private Plan.Cost cost(Parts parts, String region, List<String> warnings) {
        Plan.Network network = parts.network();
        Plan.Dependency etcd = parts.milvus().etcd();
        int natGateways = network.adopted() ? 0 : network.natGatewayPerZone() ? network.zones().size() : 1;
        BillOfMaterials bill = new BillOfMaterials(
                parts.nodes().instanceType(), parts.nodes().count(), parts.nodes().volumeGibibytes(),
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

    private static Double rounded(OptionalDouble dollars) {
        return dollars.isPresent() ? rounded(dollars.getAsDouble()) : null;
    }

    private static double rounded(double dollars) {
        return Math.round(dollars * 10_000) / 10_000.0;
    }
}
