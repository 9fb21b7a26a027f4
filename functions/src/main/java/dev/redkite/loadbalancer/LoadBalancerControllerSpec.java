package dev.redkite.loadbalancer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.catalog.Catalog;
import dev.redkite.catalog.ChartRelease;
import dev.redkite.chart.ReleaseIdentity;
import dev.redkite.chart.ReleaseSpec;
import dev.redkite.cluster.EksClusterFacts;
import dev.redkite.environment.Plan;
import dev.redkite.json.Json;
import dev.redkite.network.NetworkFacts;
import dev.redkite.platform.ClusterAccess;
import dev.redkite.stage.StageRequest;
import dev.redkite.workloadidentity.WorkloadIdentityFacts;

/** The controller's release. */
record LoadBalancerControllerSpec(ClusterAccess cluster, ReleaseSpec release) {

    static final String NAMESPACE = "kube-system";
    static final String RELEASE = "aws-load-balancer-controller";

    /** The name that the chart gives when the release has the chart's name. */
    static final String WEBHOOK_SERVICE = "aws-load-balancer-webhook-service";

    private static final int REPLICAS = 2;

    static LoadBalancerControllerSpec of(StageRequest request) {
        ClusterAccess cluster = request.facts("eksCluster", EksClusterFacts.class).access();
        ChartRelease chart = Catalog.load().loadBalancerController();
        ObjectNode values = values(
                request.plan(),
                cluster,
                request.facts("network", NetworkFacts.class).vpcId(),
                request.facts("workloadIdentity", WorkloadIdentityFacts.class).loadBalancerControllerRoleArn());
        return new LoadBalancerControllerSpec(cluster, new ReleaseSpec(
                cluster, NAMESPACE, RELEASE, chart.name(), chart.version(), chart.digest(), values));
    }

    static ReleaseIdentity identity(StageRequest request) {
        return new ReleaseIdentity(request.facts("eksCluster", EksClusterFacts.class).access(), NAMESPACE, RELEASE);
    }

    /**
     * Region and VPC are given because nodes need not let pods ask the instance metadata for them. The webhook on
     * Services is off: it would refuse every Service while the controller restarts
     * (https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/4140). Its certificate stays at an upgrade: the
     * API server would trust the new one at once, while old pods go on serving the old one.
     */
    static ObjectNode values(Plan plan, ClusterAccess cluster, String vpcId, String roleArn) {
        ObjectNode values = Json.object()
                .put("clusterName", cluster.name())
                .put("region", plan.region())
                .put("vpcId", vpcId)
                .put("replicaCount", REPLICAS)
                .put("keepTLSSecret", true)
                .put("enableServiceMutatorWebhook", false);
        values.set("defaultTags", Json.tree(plan.ownership().tags()));
        ObjectNode account = values.putObject("serviceAccount").put("create", true).put("name", RELEASE);
        account.putObject("annotations").put("eks.amazonaws.com/role-arn", roleArn);
        return values;
    }
}
