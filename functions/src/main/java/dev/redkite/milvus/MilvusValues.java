package dev.redkite.milvus;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.environment.Names;
import dev.redkite.environment.Ownership;
import dev.redkite.environment.Plan;
import dev.redkite.environment.Scheme;
import dev.redkite.platform.MilvusReach;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The plan in the words of Milvus' chart: what both families of the chart have in common, then the family's own. */
final class MilvusValues {

    static final String SERVICE_ACCOUNT = "milvus";

    private static final String REPLICAS = "replicas";
    private static final String CDC = "cdc";

    private final MilvusReleaseSpec spec;
    private final Plan plan;
    private final Names names;
    private final ChartValues values = new ChartValues();

    private MilvusValues(MilvusReleaseSpec spec) {
        this.spec = spec;
        this.plan = spec.plan();
        this.names = plan.names();
    }

    static ObjectNode of(MilvusReleaseSpec spec) {
        return new MilvusValues(spec).mapped();
    }

    /**
     * Both families of the chart make every object of a component that has no replicas, and no pod of it. What a user may turn
     * on that needs the brokers too is the chart's change data capture.
     */
    static ObjectNode withoutProcesses(MilvusReleaseSpec spec) {
        ObjectNode values = of(spec);
        spec.plan().milvus().components().keySet().forEach(component -> values.withObjectProperty(component).put(REPLICAS, 0));
        if (values.path(CDC).path("enabled").asBoolean()) {
            values.withObjectProperty(CDC).put(REPLICAS, 0);
        }
        return values;
    }

    private ObjectNode mapped() {
        cluster();
        objectStorage();
        kafka();
        etcd();
        service();
        attu();
        FamilyValues.put(spec.family(), values, plan, Objects.requireNonNullElse(spec.surroundings().credentials().versionId(), ""));
        return UserValues.merged(values.tree(), configuration(plan), plan.milvus().helmValues());
    }

    private void cluster() {
        values.put("cluster.enabled", true)
                .put("image.all.tag", "v" + plan.milvus().version())
                .put("nodeSelector", Map.of("role", "milvus"))
                .put("serviceAccount.create", true)
                .put("serviceAccount.name", SERVICE_ACCOUNT)
                .put("serviceAccount.annotations",
                        Map.of("eks.amazonaws.com/role-arn", spec.surroundings().identity().milvusRoleArn()));
    }

    /** By the service account's role: no key is ever written down. The host must be the regional one. */
    private void objectStorage() {
        values.put("minio.enabled", false)
                .put("externalS3.enabled", true)
                .put("externalS3.host", spec.surroundings().storage().host())
                .put("externalS3.port", "443")
                .put("externalS3.useSSL", true)
                .put("externalS3.bucketName", spec.surroundings().storage().bucket())
                .put("externalS3.rootPath", spec.surroundings().storage().rootPath())
                .put("externalS3.useIAM", true)
                .put("externalS3.cloudProvider", "aws");
    }

    /** The login is given by the environment, because the chart writes it unquoted into a ConfigMap (milvus-helm#128). */
    private void kafka() {
        values.put("pulsar.enabled", false)
                .put("kafka.enabled", false)
                .put("externalKafka.enabled", true)
                .put("externalKafka.brokerList", spec.surroundings().kafka().bootstrapBrokers())
                .put("externalKafka.securityProtocol", "SASL_SSL")
                .put("externalKafka.sasl.mechanisms", "SCRAM-SHA-512")
                .put("externalKafka.sasl.username", "")
                .put("externalKafka.sasl.password", "");
    }

    /**
     * Left alone, the chart calls etcd's first state "new" at the installation and "existing" at every upgrade: the first
     * upgrade would roll all members, and an installation that is repaired by an upgrade would begin as part of a cluster
     * that does not exist, and never form. Given, it stays; where there is data, etcd's image does not look at it
     * (https://github.com/bitnami/charts/blob/etcd/8.12.0/bitnami/etcd/templates/statefulset.yaml).
     *
     * <p>The chart asks its members for the first time after a minute, and until then the Service that Milvus asks has nobody behind it. What is asked
     * is whether the member answers a question, so asking sooner costs nothing but a no.
     */
    private void etcd() {
        Plan.Dependency etcd = plan.milvus().etcd();
        values.put("etcd.enabled", true)
                .put("etcd.initialClusterState", "new")
                .put("etcd.readinessProbe.initialDelaySeconds", 10)
                .put("etcd.priorityClassName", PriorityClassStage.name(plan))
                .put("etcd.replicaCount", etcd.replicas())
                .put("etcd.resources", Quantities.resources(etcd.cpu(), etcd.memoryGibibytes()))
                .put("etcd.nodeSelector", Map.of("role", "milvus"))
                .put("etcd.persistence.enabled", true)
                .put("etcd.persistence.size", etcd.volumeGibibytes() + "Gi")
                .put("etcd.persistence.storageClass", spec.surroundings().storageClass().name());
    }

    /**
     * Port 9091 answers without a login (https://github.com/milvus-io/milvus/issues/40267), and the chart puts it on
     * the load balancer together with the metrics Services: only where the load balancer is internal.
     */
    private void service() {
        Plan.Exposure exposure = plan.exposure();
        String prefix = "service.beta.kubernetes.io/aws-load-balancer-";
        Map<String, String> annotations = in(exposure.scheme(), prefix + "subnets", Map.of(
                prefix + "type", "external",
                prefix + "name", names.networkLoadBalancer(),
                prefix + "scheme", exposure.scheme().toString(),
                prefix + "nlb-target-type", "ip",
                prefix + "additional-resource-tags", ownershipTags()));
        if (exposure.certificateArn() != null) {
            annotations.putAll(SecureListener.ofService(prefix, exposure.certificateArn(), MilvusReach.PORT));
        }
        values.put("service.type", "LoadBalancer")
                .put("service.port", MilvusReach.PORT)
                .put("service.loadBalancerSourceRanges", exposure.sourceRanges())
                .put("service.annotations", annotations)
                .put("metrics.enabled", switch (exposure.scheme()) {
                    case INTERNAL -> true;
                    case INTERNET_FACING -> false;
                });
    }

    private void attu() {
        Plan.Attu attu = plan.attu();
        values.put("attu.enabled", attu.enabled());
        if (!attu.enabled()) {
            return;
        }
        String prefix = "alb.ingress.kubernetes.io/";
        Map<String, String> annotations = in(attu.scheme(), prefix + "subnets", Map.of(
                "kubernetes.io/ingress.class", "alb",
                prefix + "load-balancer-name", names.applicationLoadBalancer(),
                prefix + "scheme", attu.scheme().toString(),
                prefix + "target-type", "ip",
                prefix + "listen-ports", "[{\"HTTP\": 80}]",
                prefix + "inbound-cidrs", String.join(",", attu.sourceRanges()),
                prefix + "tags", ownershipTags()));
        if (attu.certificateArn() != null) {
            annotations.putAll(SecureListener.ofIngress(prefix, attu.certificateArn()));
        }
        // an empty host is any host: people come by the load balancer's own name
        values.put("attu.image.tag", "v" + attu.version())
                .put("attu.ingress.enabled", true)
                .put("attu.ingress.hosts", new String[] {""})
                .put("attu.ingress.annotations", annotations);
    }

    /**
     * Said by name where a load balancer stands. Left to look, the controller would take any subnet of the VPC that is tagged
     * for it, and none that is tagged for another cluster
     * (https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/subnet_discovery/).
     */
    private Map<String, String> in(Scheme scheme, String annotation, Map<String, String> others) {
        Map<String, String> annotations = new TreeMap<>(others);
        List<String> subnets = switch (scheme) {
            case INTERNAL -> spec.surroundings().network().privateSubnetIds();
            case INTERNET_FACING -> spec.surroundings().network().publicSubnetIds();
        };
        annotations.put(annotation, String.join(",", subnets));
        return annotations;
    }

    /** The user's tags come by the controller's defaultTags. Listing ours here too shows whose it is even without. */
    private String ownershipTags() {
        Ownership ours = new Ownership(plan.environment(), plan.generation(), Map.of());
        return ours.tags().entrySet().stream()
                .map(tag -> tag.getKey() + "=" + tag.getValue())
                .collect(Collectors.joining(","));
    }

    /**
     * What goes into Milvus' own configuration file user.yaml, which the chart lays over its default.yaml. Topics of an earlier
     * generation would crash-loop this one (https://github.com/milvus-io/milvus/issues/47802).
     */
    private static ObjectNode configuration(Plan plan) {
        return new ChartValues()
                .put("msgChannel.chanNamePrefix.cluster", plan.names().topicPrefix())
                .put("common.security.authorizationEnabled", plan.milvus().authentication())
                .tree();
    }
}
