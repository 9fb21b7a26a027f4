package dev.redkite.sandbox.aws.ec2;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.*;

/**
 * Gateway endpoints, and interface endpoints where a service of AWS makes one. Deleted ones are shown for a while, in the
 * states that EC2 writes, which begin with small letters and are therefore none of the SDK's.
 */
final class VpcEndpoints {

    private final Ec2Account account;

    /** How long their deletion takes, and how long they are shown after it; seen, not published. */
    private static final Duration DELETION = Duration.ofSeconds(20);
    private static final Duration SHOWN = Duration.ofMinutes(2);

    private final Map<String, Instant> gone = new TreeMap<>();
    private final Map<String, List<String>> interfaces = new TreeMap<>();

    VpcEndpoints(Ec2Account account) {
        this.account = account;
        account.endpoints.counting(endpoint -> !deleted(endpoint));
    }

    /** One that a service of AWS makes for itself. */
    void addInterface(String vpcId, String service, List<String> interfaceIds, String groupId, Map<String, String> tags) {
        String id = account.endpoints.newId();
        interfaces.put(id, interfaceIds);
        account.endpoints.add(id, VpcEndpoint.builder().vpcEndpointId(id).vpcId(vpcId)
                .vpcEndpointType(VpcEndpointType.INTERFACE).serviceName(service).ownerId(account.place.account())
                .networkInterfaceIds(interfaceIds).groups(group -> group.groupId(groupId)).state("available")
                .creationTimestamp(account.place.now()).tags(Tags.list(new TreeMap<>(tags))).build(), Duration.ZERO);
    }

    /** @param release takes the interfaces of one that has gone */
    void settle(Consumer<String> release) {
        for (String id : List.copyOf(gone.keySet())) {
            Instant end = gone.get(id);
            if (!account.place.now().isBefore(end)) {
                interfaces.getOrDefault(id, List.of()).forEach(release);
                interfaces.remove(id);
                account.endpoints.change(id, account.endpoints.require(id).toBuilder().state("deleted").build());
            }
            if (!account.place.now().isBefore(end.plus(SHOWN))) {
                account.endpoints.remove(id);
                gone.remove(id);
            }
        }
    }

    /** Deleted already, though still shown. */
    private boolean deleted(VpcEndpoint endpoint) {
        Instant end = gone.get(endpoint.vpcEndpointId());
        return end != null && !account.place.now().isBefore(end);
    }

    VpcEndpoint create(CreateVpcEndpointRequest request) {
        return account.once(request.clientToken(), request, () -> newVpcEndpoint(request));
    }

    private VpcEndpoint newVpcEndpoint(CreateVpcEndpointRequest request) {
        Vpc vpc = account.vpcs.require(request.vpcId());
        if (request.vpcEndpointType() != VpcEndpointType.GATEWAY) {
            throw new UnsupportedOperationException("the sandbox knows gateway endpoints only");
        }
        String region = account.place.region();
        if (!Set.of("com.amazonaws." + region + ".s3", "com.amazonaws." + region + ".dynamodb").contains(request.serviceName())) {
            throw Refusal.of("InvalidServiceName", "The Vpc Endpoint Service '%s' does not exist".formatted(request.serviceName()));
        }
        tables(vpc.vpcId(), request.serviceName(), request.routeTableIds());
        VpcEndpoint endpoint = VpcEndpoint.builder()
                .vpcEndpointId(account.endpoints.newId())
                .vpcId(vpc.vpcId())
                .vpcEndpointType(VpcEndpointType.GATEWAY)
                .serviceName(request.serviceName())
                .routeTableIds(request.routeTableIds())
                .ownerId(account.place.account())
                .creationTimestamp(account.place.now())
                .state("available")
                .tags(Tags.atCreation(request.tagSpecifications(), "vpc-endpoint"))
                .build();
        account.endpoints.add(endpoint.vpcEndpointId(), endpoint, account.propagation);
        return endpoint;
    }

    private void tables(String vpcId, String service, List<String> ids) {
        for (String id : ids) {
            RouteTable table = account.routeTables.require(id);
            if (!table.vpcId().equals(vpcId)) {
                throw Refusal.parameter("Route table %s does not belong to %s".formatted(id, vpcId));
            }
            boolean served = account.endpoints.all().stream()
                    .filter(other -> !gone.containsKey(other.vpcEndpointId()))
                    .anyMatch(other -> other.serviceName().equals(service) && other.routeTableIds().contains(id));
            if (served) {
                throw Refusal.of("RouteAlreadyExists", "route table %s already has a route with destination-prefix-list-id of %s".formatted(id, service));
            }
        }
    }

    void modify(ModifyVpcEndpointRequest request) {
        VpcEndpoint endpoint = account.endpoints.require(request.vpcEndpointId());
        tables(endpoint.vpcId(), endpoint.serviceName(), request.addRouteTableIds());
        Set<String> ids = new LinkedHashSet<>(Stream.concat(
                endpoint.routeTableIds().stream(), request.addRouteTableIds().stream()).toList());
        request.removeRouteTableIds().forEach(ids::remove);
        account.endpoints.change(endpoint.vpcEndpointId(), endpoint.toBuilder().routeTableIds(ids).build());
    }

    Query<VpcEndpoint> query() {
        return new Query<>(account.endpoints)
                .on("vpc-endpoint-id", VpcEndpoint::vpcEndpointId)
                .on("vpc-id", VpcEndpoint::vpcId)
                .on("service-name", VpcEndpoint::serviceName)
                .on("vpc-endpoint-state", VpcEndpoint::stateAsString);
    }

    /** Answers with what it could not remove, and is itself never an error. */
    List<UnsuccessfulItem> delete(List<String> ids) {
        List<UnsuccessfulItem> unsuccessful = new ArrayList<>();
        for (String id : ids) {
            if (gone.containsKey(id)) {
                continue;
            }
            if (account.endpoints.find(id).isPresent()) {
                gone.put(id, account.place.now().plus(DELETION));
                account.endpoints.changes.noteAt(gone.get(id), id);
                account.endpoints.change(id, account.endpoints.require(id).toBuilder().state("deleting").build());
            } else {
                unsuccessful.add(UnsuccessfulItem.builder()
                        .resourceId(id)
                        .error(error -> error.code("InvalidVpcEndpointId.NotFound").message("The Vpc Endpoint Id '" + id + "' does not exist"))
                        .build());
            }
        }
        return unsuccessful;
    }
}
