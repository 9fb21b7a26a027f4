package dev.redkite.sandbox.aws.elasticloadbalancing;

import dev.redkite.sandbox.aws.Errors;
import dev.redkite.sandbox.aws.ec2.FakeEc2Client;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.Kind;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.LoadBalancerRequest;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.Scheme;
import dev.redkite.sandbox.kubernetes.ControllerNames;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Subnet;

/** Subnets and interfaces of load balancers: where the controller puts them, and what holds what there. */
final class LoadBalancerNetwork {

    /** "A subnet must have at least 8 available IP addresses", ELB user guides. */
    private static final int FREE_ADDRESSES = 8;

    /** https://github.com/kubernetes-sigs/aws-load-balancer-controller/pull/1233. */
    private static final String FULL = "InvalidSubnet: Not enough IP space available in %s. ELB requires at least 8 free IP addresses in each subnet.";

    /**
     * @param interfaces one a subnet
     * @param frontendGroup whom clients may reach
     * @param backendGroup whom pods let in, shared by all load balancers of a cluster
     */
    record Placement(
            String vpcId, List<Subnet> subnets, List<String> interfaces, String frontendGroup, String backendGroup) {}

    private final FakeEc2Client ec2;
    private final ControllerGroups groups;

    LoadBalancerNetwork(FakeEc2Client ec2) {
        this.ec2 = ec2;
        groups = new ControllerGroups(ec2);
    }

    /** Why there is no place for it, if there is none. */
    Optional<String> obstacle(LoadBalancerRequest request) {
        if (request.controller().vpcId().isEmpty()) {
            return Optional.of("failed to get VPC ID from instance metadata");
        }
        if (!request.subnets().isEmpty()) {
            Optional<String> full = subnets(request).stream()
                    .filter(subnet -> subnet.availableIpAddressCount() < FREE_ADDRESSES)
                    .map(subnet -> FULL.formatted(subnet.subnetId()))
                    .findFirst();
            if (full.isPresent()) {
                return full;
            }
        }
        int needed = request.kind() == Kind.NETWORK ? 1 : 2;
        int found = subnets(request).size();
        return found >= needed ? Optional.empty() : Optional.of(
                "couldn't auto-discover subnets: unable to resolve at least %d subnets, found %d".formatted(needed, found));
    }

    /**
     * Those named, or one a zone of those tagged for their purpose
     * (https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/subnet_discovery/).
     */
    private List<Subnet> subnets(LoadBalancerRequest request) {
        if (!request.subnets().isEmpty()) {
            return Errors.unless("InvalidSubnetID.NotFound", () -> ec2.describeSubnets(named -> named.subnetIds(request.subnets())).subnets())
                    .orElse(List.of());
        }
        String role = request.scheme() == Scheme.INTERNAL ? "kubernetes.io/role/internal-elb" : "kubernetes.io/role/elb";
        Map<String, Subnet> byZone = new TreeMap<>();
        ec2.describeSubnets(asked -> asked
                        .filters(filter("vpc-id", request.controller().vpcId().orElseThrow()), filter("tag:" + role, "", "1")))
                .subnets().stream()
                .filter(subnet -> subnet.availableIpAddressCount() >= FREE_ADDRESSES)
                .filter(subnet -> !anothers(subnet, request.tags().get("elbv2.k8s.aws/cluster")))
                .sorted(Comparator.comparing(Subnet::subnetId))
                .forEach(subnet -> byZone.putIfAbsent(subnet.availabilityZone(), subnet));
        return List.copyOf(byZone.values());
    }

    /** Tagged for some cluster, and not for this one: the controller's SubnetsClusterTagCheck, on by default. */
    private static boolean anothers(Subnet subnet, String cluster) {
        List<String> clusters = subnet.tags().stream().map(tag -> tag.key())
                .filter(key -> key.startsWith("kubernetes.io/cluster/"))
                .toList();
        return !clusters.isEmpty() && !clusters.contains("kubernetes.io/cluster/" + cluster);
    }

    static Filter filter(String name, String... values) {
        return Filter.builder().name(name).values(values).build();
    }

    /** @param path the end of its ARN: net/name/id or app/name/id */
    Placement settle(String cluster, LoadBalancerRequest request, String path) {
        String frontend = groups.ensureFrontend(request,
                ControllerNames.of(cluster + request.kind() + request.stack(), 8, request.stack().split("/")));
        String backend = groups.ensureBackend(cluster, request);
        List<Subnet> subnets = subnets(request);
        List<String> interfaces = subnets.stream()
                .map(subnet -> ec2.addNetworkInterface(
                        subnet.subnetId(), List.of(frontend, backend), "ELB " + path, "amazon-elb", Map.of()))
                .toList();
        if (request.scheme() == Scheme.INTERNET_FACING) {
            interfaces.forEach(ec2::lendPublicAddress);
        }
        return new Placement(subnets.getFirst().vpcId(), subnets, interfaces, frontend, backend);
    }

    void retag(Placement placement, LoadBalancerRequest request) {
        groups.retag(placement.frontendGroup(), ControllerTags.ofFrontendGroup(request));
    }

    void admit(Placement placement, LoadBalancerRequest request) {
        groups.admit(placement.frontendGroup(), request);
    }

    void leave(Placement placement, Instant when) {
        placement.interfaces().forEach(id -> ec2.removeNetworkInterface(id, when));
    }

    /** Whether it is gone now. */
    boolean removeFrontend(Placement placement) {
        return groups.remove(placement.frontendGroup());
    }

    /** Whether it is gone now. */
    boolean removeBackend(Placement placement) {
        return groups.removeBackend(placement.backendGroup());
    }
}
