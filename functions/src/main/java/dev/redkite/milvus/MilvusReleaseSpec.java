package dev.redkite.milvus;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.catalog.Catalog;
import dev.redkite.catalog.ChartFamily;
import dev.redkite.chart.ReleaseSpec;
import dev.redkite.cluster.EksClusterFacts;
import dev.redkite.environment.Plan;
import dev.redkite.failure.InvalidRequest;
import dev.redkite.kafka.KafkaClusterFacts;
import dev.redkite.kafka.KafkaCredentialsFacts;
import dev.redkite.network.NetworkFacts;
import dev.redkite.platform.ClusterAccess;
import dev.redkite.stage.StageRequest;
import dev.redkite.storage.ObjectStorageFacts;
import dev.redkite.storageclass.StorageClassFacts;
import dev.redkite.workloadidentity.WorkloadIdentityFacts;

/** Milvus as planned, on what the stages before made. */
record MilvusReleaseSpec(Plan plan, ClusterAccess cluster, Surroundings surroundings) {

    /** What Milvus stands on, besides the cluster. */
    record Surroundings(
            NetworkFacts network,
            KafkaClusterFacts kafka,
            KafkaCredentialsFacts credentials,
            ObjectStorageFacts storage,
            WorkloadIdentityFacts identity,
            StorageClassFacts storageClass) {}

    static MilvusReleaseSpec of(StageRequest request) {
        return new MilvusReleaseSpec(
                request.plan(),
                request.facts("eksCluster", EksClusterFacts.class).access(),
                new Surroundings(
                        request.facts("network", NetworkFacts.class),
                        request.facts("kafkaCluster", KafkaClusterFacts.class),
                        request.facts("kafkaCredentials", KafkaCredentialsFacts.class),
                        request.facts("objectStorage", ObjectStorageFacts.class),
                        request.facts("workloadIdentity", WorkloadIdentityFacts.class),
                        request.facts("storageClass", StorageClassFacts.class)));
    }

    /** What the stages beside find is not known yet, and no process is started that would read it. */
    static MilvusReleaseSpec ofFoundation(StageRequest request) {
        return new MilvusReleaseSpec(
                request.plan(),
                request.facts("eksCluster", EksClusterFacts.class).access(),
                new Surroundings(
                        request.facts("network", NetworkFacts.class),
                        new KafkaClusterFacts("", ""),
                        new KafkaCredentialsFacts("", "", ""),
                        new ObjectStorageFacts("", "", ""),
                        request.facts("workloadIdentity", WorkloadIdentityFacts.class),
                        request.facts("storageClass", StorageClassFacts.class)));
    }

    MilvusIdentity identity() {
        return new MilvusIdentity(plan, cluster);
    }

    /** Kubernetes namespace and release have the same name. */
    String namespace() {
        return plan.names().release();
    }

    ChartFamily family() {
        return Catalog.load().findMilvus(plan.milvus().version())
                .orElseThrow(() -> new InvalidRequest("Milvus %s is not in the catalog. Next: use one of %s."
                        .formatted(plan.milvus().version(), Catalog.load().supportedMilvusVersions())))
                .family();
    }

    ReleaseSpec release() {
        return release(MilvusValues.of(this));
    }

    /** The same release without Milvus' processes: etcd, Attu, and what load balancers are made for. */
    ReleaseSpec foundation() {
        return release(MilvusValues.withoutProcesses(this));
    }

    private ReleaseSpec release(ObjectNode values) {
        return new ReleaseSpec(cluster, namespace(), plan.names().release(), "milvus", plan.milvus().chartVersion(),
                plan.milvus().chartDigest(), values);
    }
}
