package dev.redkite.loadbalancer;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;

/** The load balancer controller as the cluster has it, for who relies on its work. */
public final class Controller {

    private Controller() {}

    /** The chart's name for both of its webhook configurations, whatever the release is called. */
    private static final String WEBHOOKS = "aws-load-balancer-webhook";

    /** What is said where it does not work. */
    public static final String IDLE = "no pod of the load balancer controller is ready";

    /** Whether a pod of it is ready: nodes at zero, a Deployment that was deleted or scaled to nothing leave none. */
    public static boolean works(KubernetesClient kubernetes) {
        Deployment found = kubernetes.apps().deployments()
                .inNamespace(LoadBalancerControllerSpec.NAMESPACE).withName(LoadBalancerControllerSpec.RELEASE).get();
        return found != null && found.getStatus() != null
                && found.getStatus().getReadyReplicas() != null && found.getStatus().getReadyReplicas() > 0;
    }

    /**
     * Takes away the webhooks of a controller that does not work any more, and with which the API server would refuse
     * every change of an Ingress; whatever else is of the release goes with it.
     */
    public static void silenced(KubernetesClient kubernetes) {
        kubernetes.admissionRegistration().v1().validatingWebhookConfigurations().withName(WEBHOOKS).delete();
        kubernetes.admissionRegistration().v1().mutatingWebhookConfigurations().withName(WEBHOOKS).delete();
    }
}
