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

    /** @param readySince since when the pod behind it is ready, so that the target can be healthy; empty while it is not */
    record Target(String address, int port, Optional<Instant> readySince) {}

    /**
     * Who asks, and how it was installed.
     *
     * @param roleArn of its service account; the calls are made in its name
     * @param vpcId empty when it was not told
     * @param defaultTags of everything that it makes
     */
    record Controller(Optional<String> roleArn, Optional<String> vpcId, Map<String, String> defaultTags) {}

    /**
     * How a listener speaks TLS.
     *
     * @param certificates ARNs, the one that is shown unless a client asks for another's host first
     * @param alpn         which protocols are agreed on, by the name that AWS gives that choice; empty for none
     */
    record Encryption(List<String> certificates, String policy, String alpn) {}

    /**
     * @param encryption none where it speaks without TLS
     * @param sendsTo    the port for HTTPS to which it sends browsers on, instead of having targets
     */
    record Listener(int port, String protocol, Optional<Encryption> encryption, Optional<Integer> sendsTo, List<Target> targets) {

        public Listener(int port, String protocol, List<Target> targets) {
            this(port, protocol, Optional.empty(), Optional.empty(), targets);
        }
    }

    /**
     * @param stack namespace/name of the Service or Ingress (or the name of its group): the same stack means the same
     *     load balancer
     * @param name as asked for by annotation, or as the controller computes it; at most 32 characters
     * @param sourceRanges CIDR blocks that may connect
     * @param tags the controller's own, then the user's by annotation
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
            Controller controller) {}

    /** Makes the load balancer, or brings it to this state: its host name; empty while it has none. */
    Optional<String> ensure(LoadBalancerRequest request, Instant at);

    /** What AWS answered when the load balancer was last asked for; empty when it was made. */
    default Optional<String> refusal(Kind kind, String stack) {
        return Optional.empty();
    }

    /** Equal to what it was as long as nobody would get another answer of these. */
    default Object state() {
        return new Object();
    }

    /** Asks for its deletion, which goes on when nobody looks any more; false while that cannot be asked. */
    boolean remove(Kind kind, String stack, Instant at);

    /**
     * Deletes what load balancers that are gone have left: target groups and security groups.
     *
     * @return when to look again; empty when nothing is left
     */
    Optional<Instant> tidy(Instant at);
}
