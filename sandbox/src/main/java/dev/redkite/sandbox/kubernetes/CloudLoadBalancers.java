package dev.redkite.sandbox.kubernetes;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The load balancers that the AWS Load Balancer Controller makes and deletes for Services and Ingresses. */
public interface CloudLoadBalancers {

    enum Kind {
        NETWORK,
        APPLICATION
    }

    enum Scheme {
        INTERNAL,
        INTERNET_FACING
    }

    /** @param ready whether the pod behind it is ready, so that the target can be healthy */
    record Target(String address, int port, boolean ready) {}

    record Listener(int port, String protocol, List<Target> targets) {}

    /**
     * @param stack namespace/name of the Service or Ingress (or the name of its group): the same stack means the same
     *     load balancer
     * @param name as asked for by annotation, or as the controller computes it; at most 32 characters
     * @param sourceRanges CIDR blocks that may connect
     * @param tags the controller's own, then the user's by annotation
     * @param controllerRoleArn of the controller's service account; the call is made in its name
     */
    record LoadBalancerRequest(
            Kind kind,
            String stack,
            String name,
            Scheme scheme,
            List<Listener> listeners,
            List<String> sourceRanges,
            List<String> subnets,
            Map<String, String> tags,
            Optional<String> controllerRoleArn) {}

    /** Makes the load balancer, or brings it to this state: its host name; empty while it has none. */
    Optional<String> ensure(LoadBalancerRequest request, Instant at);

    /** Deletes it; true once it is gone, or when there never was one. */
    boolean remove(Kind kind, String stack, Instant at);
}
