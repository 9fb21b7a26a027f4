package dev.redkite.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.sandbox.kubernetes.TestCluster;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VolumeZonesTest {

    private static final String SAID = "pod milvus-etcd-2: Unschedulable: 0/2 nodes are available: 2 node(s) had volume node affinity conflict.";

    private final TestCluster cluster = new TestCluster().withNodes(2);

    @AfterEach
    void close() {
        cluster.close();
    }

    private void volume(String claim, String zone) {
        PersistentVolume volume = new PersistentVolumeBuilder()
                .withNewMetadata().withName("pvc-" + claim).endMetadata()
                .withNewSpec().withAccessModes("ReadWriteOnce").addToCapacity("storage", new Quantity("10Gi")).withStorageClassName("ebs-sc")
                .withNewCsi().withDriver("ebs.csi.aws.com").withVolumeHandle("vol-" + claim).endCsi()
                .withNewClaimRef().withNamespace("milvus").withName(claim).endClaimRef()
                .withNewNodeAffinity().withNewRequired().addNewNodeSelectorTerm()
                .addNewMatchExpression().withKey("topology.kubernetes.io/zone").withOperator("In").withValues(zone).endMatchExpression()
                .endNodeSelectorTerm().endRequired().endNodeAffinity()
                .endSpec().build();
        cluster.client().resource(volume).create();
    }

    @Test
    void a_zone_with_a_volume_and_no_machine_is_named() {
        volume("data-milvus-etcd-0", "us-east-1a");
        volume("data-milvus-etcd-2", "us-east-1c");

        assertThat(VolumeZones.behind(cluster.client(), "milvus", SAID))
                .isEqualTo("; no machine is in zone us-east-1c, where the volume of data-milvus-etcd-2 is");
        assertThat(VolumeZones.behind(cluster.client(), "other", SAID)).isEmpty();
    }

    @Test
    void nobody_is_asked_where_volumes_are_not_what_is_in_the_way() {
        int before = cluster.requests.size();

        assertThat(VolumeZones.behind(cluster.client(), "milvus", "pod milvus-etcd-2: Unschedulable: 0/2 nodes are available: 2 Insufficient cpu.")).isEmpty();
        assertThat(cluster.requests).hasSize(before);
    }
}
