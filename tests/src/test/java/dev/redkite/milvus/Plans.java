package dev.redkite.milvus;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.catalog.Catalog;
import dev.redkite.catalog.MilvusRelease;
import dev.redkite.environment.Plan;
import dev.redkite.environment.Scheme;
import dev.redkite.json.Json;
import dev.redkite.kafka.KafkaClusterFacts;
import dev.redkite.kafka.KafkaCredentialsFacts;
import dev.redkite.network.NetworkFacts;
import dev.redkite.platform.ClusterAccess;
import dev.redkite.storage.ObjectStorageFacts;
import dev.redkite.storageclass.StorageClassFacts;
import dev.redkite.workloadidentity.WorkloadIdentityFacts;
import java.util.List;
import java.util.Map;

/** Plans of both chart families: coordinators and proxies doubled, Attu on the internet for one network only. */
public final class Plans {

    public static final Map<String, Plan.Component> MIX = Map.of(
            "proxy", new Plan.Component(2, 1, 4),
            "mixCoordinator", new Plan.Component(2, 1, 4),
            "queryNode", new Plan.Component(2, 2, 8),
            "dataNode", new Plan.Component(1, 2, 8),
            "streamingNode", new Plan.Component(1, 2, 8));

    public static final Map<String, Plan.Component> SEPARATE = Map.of(
            "proxy", new Plan.Component(2, 1, 4),
            "rootCoordinator", new Plan.Component(2, 1, 2),
            "queryCoordinator", new Plan.Component(2, 0.5, 0.5),
            "indexCoordinator", new Plan.Component(2, 0.5, 0.5),
            "dataCoordinator", new Plan.Component(2, 0.5, 0.5),
            "queryNode", new Plan.Component(1, 1, 4),
            "dataNode", new Plan.Component(1, 1, 4),
            "indexNode", new Plan.Component(1, 4, 8));

    private Plans() {}

    static Plan plan(String version, JsonNode helmValues) {
        MilvusRelease release = Catalog.load().findMilvus(version).orElseThrow();
        return plan(release, release.chartDigest(), Scheme.INTERNAL, helmValues);
    }

    static Plan plan(MilvusRelease release, String digest, Scheme scheme, JsonNode helmValues) {
        Map<String, Plan.Component> components = release.version().startsWith("2.2") ? SEPARATE : MIX;
        return new Plan("demo", 3, "123456789012", "us-west-2", Map.of("team", "search"), false, null, null,
                new Plan.Storage("redkite-demo", false, "demo/g3", null), null, null,
                new Plan.Milvus(release.version(), release.chartVersion(), digest, components,
                        new Plan.Dependency(3, 1, 4, 20), true, true, helmValues),
                new Plan.Exposure(scheme, List.of("10.0.0.0/8")),
                new Plan.Attu(true, "2.6.5", Scheme.INTERNET_FACING, List.of("203.0.113.0/24", "198.51.100.0/24"), null),
                null, null, List.of());
    }

    static Plan of(String version) {
        return plan(version, Json.object());
    }

    /** The same with that certificate on both load balancers. */
    static Plan showing(Plan plan, String certificate) {
        Plan.Exposure exposure = plan.exposure();
        Plan.Attu attu = plan.attu();
        return new Plan(plan.environment(), plan.generation(), plan.account(), plan.region(), plan.tags(), plan.deletionProtected(), plan.network(),
                plan.kafka(), plan.storage(), plan.cluster(), plan.nodes(), plan.milvus(),
                new Plan.Exposure(exposure.scheme(), exposure.sourceRanges(), exposure.domain(), exposure.formerDomains(), certificate),
                new Plan.Attu(attu.enabled(), attu.version(), attu.scheme(), attu.sourceRanges(), certificate),
                plan.schedules(), plan.cost(), plan.warnings());
    }

    static MilvusReleaseSpec spec(Plan plan, ClusterAccess access) {
        return new MilvusReleaseSpec(plan, access, new MilvusReleaseSpec.Surroundings(
                new NetworkFacts("vpc-0a1a0000000000001", "10.0.0.0/16",
                        List.of("subnet-0a1a0000000000001", "subnet-0a1b0000000000002", "subnet-0a1c0000000000003"),
                        List.of("subnet-0a1a0000000000011", "subnet-0a1b0000000000012"),
                        List.of("us-west-2a", "us-west-2b", "us-west-2c"), "sg-1"),
                new KafkaClusterFacts("arn:kafka", "b-1.demo:9096,b-2.demo:9096,b-3.demo:9096"),
                new KafkaCredentialsFacts("arn:aws:secretsmanager:us-west-2:123456789012:secret:AmazonMSK_redkite-demo-g3", "arn:key", "version-1"),
                new ObjectStorageFacts("redkite-demo", "s3.us-west-2.amazonaws.com", "demo/g3"),
                new WorkloadIdentityFacts("arn:aws:iam::123456789012:role/controller", "arn:csi", "arn:cni",
                        "arn:aws:iam::123456789012:role/milvus"),
                new StorageClassFacts("ebs-sc")));
    }

    static MilvusReleaseSpec spec(Plan plan) {
        return spec(plan, new ClusterAccess("redkite-demo", "https://127.0.0.1:1", ""));
    }
}
