package dev.redkite.loadbalancer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.environment.Plan;
import dev.redkite.platform.ClusterAccess;

/** What the controller's chart is given for a plan. */
public final class ControllerValues {

    private ControllerValues() {}

    public static JsonNode of(Plan plan) {
        return LoadBalancerControllerSpec.values(plan, new ClusterAccess("redkite-demo", "https://127.0.0.1:1", ""), "vpc-1",
                "arn:aws:iam::123456789012:role/controller");
    }
}
