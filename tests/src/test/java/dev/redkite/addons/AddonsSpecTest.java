package dev.redkite.addons;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.redkite.json.Json;
import dev.redkite.stage.StageRequest;
import org.junit.jupiter.api.Test;

class AddonsSpecTest {

    private static final StageRequest REQUEST = Json.convert(Json.parse("""
            {"action": "retire", "plan": {"environment": "demo", "generation": 1, "account": "123456789012", "region": "us-west-2", "tags": {},
             "protected": false, "cluster": {"kubernetesVersion": "1.35"}},
             "facts": {"workloadIdentity": {"vpcCniRoleArn": "arn:cni", "ebsCsiDriverRoleArn": "arn:csi"}}}"""), StageRequest.class);

    @Test
    void what_is_taken_away_is_what_was_made() {
        assertThat(AddonsSpec.identitiesBeforeNodes(REQUEST)).containsExactlyElementsOf(
                AddonsSpec.beforeNodes(REQUEST).addons().stream().map(AddonSpec::identity).toList());
        assertThat(AddonsSpec.identitiesAfterNodes(REQUEST)).containsExactlyElementsOf(
                AddonsSpec.afterNodes(REQUEST).addons().stream().map(AddonSpec::identity).toList());
    }

    @Test
    void what_pods_need_to_have_addresses_stands_before_nodes_and_what_runs_on_nodes_after_them() {
        assertThat(AddonsSpec.beforeNodes(REQUEST).addons()).extracting(AddonSpec::name, AddonSpec::roleArn)
                .containsExactly(tuple("vpc-cni", "arn:cni"), tuple("kube-proxy", null));
        assertThat(AddonsSpec.afterNodes(REQUEST).addons()).extracting(AddonSpec::name, AddonSpec::roleArn)
                .containsExactly(tuple("coredns", null), tuple("aws-ebs-csi-driver", "arn:csi"));
    }
}
