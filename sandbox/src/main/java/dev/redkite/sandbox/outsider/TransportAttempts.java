package dev.redkite.sandbox.outsider;

import dev.redkite.environment.Plan;
import dev.redkite.platform.MilvusReach;
import dev.redkite.sandbox.aws.World;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;

/** Somebody on the way between clients and the load balancers to which a certificate was given: reads, or makes them speak an old TLS. */
record TransportAttempts(World world) {

    /**
     * Policies of which no protocol is older than TLS 1.2
     * (https://docs.aws.amazon.com/elasticloadbalancing/latest/network/describe-ssl-policies.html).
     */
    private static final Pattern MODERN = Pattern.compile("ELBSecurityPolicy-(TLS13-1-[23]|TLS-1-2|FS-1-2)-.*");

    List<String> of(Plan plan) {
        return Stream.concat(ofMilvus(plan), ofAttu(plan)).toList();
    }

    private Stream<String> ofMilvus(Plan plan) {
        String name = plan.names().networkLoadBalancer();
        return plan.exposure().certificateArn() == null ? Stream.of() : listeners(name)
                .filter(listener -> listener.port() == MilvusReach.PORT)
                .flatMap(listener -> got(name, listener));
    }

    private Stream<String> ofAttu(Plan plan) {
        String name = plan.names().applicationLoadBalancer();
        return !plan.attu().enabled() || plan.attu().certificateArn() == null ? Stream.of() : listeners(name)
                .filter(listener -> listener.defaultActions().stream().noneMatch(action -> action.type() == ActionTypeEnum.REDIRECT))
                .flatMap(listener -> got(name, listener));
    }

    private Stream<Listener> listeners(String name) {
        return world.elasticLoadBalancing().describeLoadBalancers(request -> {}).loadBalancers().stream()
                .filter(found -> found.loadBalancerName().equals(name))
                .map(LoadBalancer::loadBalancerArn)
                .flatMap(arn -> world.elasticLoadBalancing().describeListeners(request -> request.loadBalancerArn(arn)).listeners().stream());
    }

    private static Stream<String> got(String name, Listener listener) {
        String about = "listener %s:%d of %s:".formatted(listener.protocolAsString(), listener.port(), name);
        return switch (listener.protocol()) {
            case TLS, HTTPS -> MODERN.matcher(String.valueOf(listener.sslPolicy())).matches() ? Stream.of()
                    : Stream.of("%s clients can be made to speak TLS 1.0 (%s)".formatted(about, listener.sslPolicy()));
            default -> Stream.of(about + " whoever is on the way reads logins and data");
        };
    }
}
