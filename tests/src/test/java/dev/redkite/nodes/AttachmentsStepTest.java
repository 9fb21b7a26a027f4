package dev.redkite.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.environment.Identity;
import dev.redkite.environment.Names;
import dev.redkite.environment.Ownership;
import dev.redkite.failure.StageBroken;
import dev.redkite.sandbox.aws.World;
import dev.redkite.stage.Progress.Pending;
import dev.redkite.stage.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.DeleteNodegroupRequest;
import software.amazon.awssdk.services.eks.model.DeleteNodegroupResponse;
import software.amazon.awssdk.services.eks.model.DescribeNodegroupRequest;
import software.amazon.awssdk.services.eks.model.DescribeNodegroupResponse;
import software.amazon.awssdk.services.eks.model.ListNodegroupsRequest;
import software.amazon.awssdk.services.eks.model.ListNodegroupsResponse;
import software.amazon.awssdk.services.eks.model.Nodegroup;

/** What else is attached to a cluster whose own nodes are gone. */
class AttachmentsStepTest {

    private static final Identity OURS = new Identity(new Names("demo", 1, "123456789012", "us-west-2"), new Ownership("demo", 1, Map.of()));

    private final World world = World.standing();
    private final List<String> deleted = new ArrayList<>();

    private static Nodegroup group(String name, String status, String environment) {
        return Nodegroup.builder().clusterName("redkite-demo").nodegroupName(name).status(status)
                .scalingConfig(scaling -> scaling.desiredSize(2)).tags(Map.of("redkite:environment", environment)).build();
    }

    private Progress<Void> looked(Nodegroup... groups) {
        world.intercept((call, service) -> switch (call.request()) {
            case ListNodegroupsRequest _ -> ListNodegroupsResponse.builder().nodegroups(Stream.of(groups).map(Nodegroup::nodegroupName).toList()).build();
            case DescribeNodegroupRequest request -> DescribeNodegroupResponse.builder().nodegroup(Stream.of(groups)
                    .filter(group -> group.nodegroupName().equals(request.nodegroupName())).findFirst().orElseThrow()).build();
            case DeleteNodegroupRequest request -> {
                deleted.add(request.nodegroupName());
                yield DeleteNodegroupResponse.builder().build();
            }
            default -> service.get();
        });
        return new AttachmentsStep(world.client(EksClient.class)).run(OURS);
    }

    @Test
    void a_cluster_to_which_nothing_is_attached_may_go() {
        assertThat(looked()).isEqualTo(Progress.done());
    }

    @Test
    void somebody_elses_is_named_with_what_deletes_it_and_nothing_is_touched() {
        assertThatThrownBy(() -> looked(group("shop", "ACTIVE", "other"), group("going", "DELETING", "other"), group("mine", "ACTIVE", "demo")))
                .isInstanceOf(StageBroken.class).hasMessage("EKS keeps cluster redkite-demo for what Redkite did not make: node group shop (ACTIVE, 2 nodes)."
                        + " Next: delete it (aws eks delete-nodegroup --region us-west-2 --cluster-name redkite-demo --nodegroup-name shop), then redrive the execution.");
        assertThat(deleted).isEmpty();
    }

    @Test
    void of_ours_the_first_that_is_not_leaving_is_deleted_and_all_are_waited_for() {
        assertThat(looked(group("first", "DELETING", "demo"), group("second", "ACTIVE", "demo"), group("third", "ACTIVE", "demo"))).isEqualTo(new Pending<>(
                "being removed: node group first (DELETING, 2 nodes), node group second (ACTIVE, 2 nodes), node group third (ACTIVE, 2 nodes)"));
        assertThat(deleted).containsExactly("second");
    }

    @Test
    void somebody_elses_that_is_leaving_is_waited_for() {
        assertThat(looked(group("going", "DELETING", "other"))).isInstanceOf(Pending.class);
        assertThat(deleted).isEmpty();
    }
}
