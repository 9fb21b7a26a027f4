package dev.redkite.sandbox.aws.ec2;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.*;

/** Gateway endpoints. Interface endpoints are not known here. */
final class VpcEndpoints {

    private final Ec2Account account;

    VpcEndpoints(Ec2Account account) {
        this.account = account;
    }

    VpcEndpoint create(CreateVpcEndpointRequest request) {
        String known = request.clientToken() == null ? null : account.tokens.get(request.clientToken());
        if (known != null && account.endpoints.rows().containsKey(known)) {
            return account.endpoints.rows().get(known);
        }
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
        if (request.clientToken() != null) {
            account.tokens.put(request.clientToken(), endpoint.vpcEndpointId());
        }
        return endpoint;
    }

    private void tables(String vpcId, String service, List<String> ids) {
        for (String id : ids) {
            RouteTable table = account.routeTables.require(id);
            if (!table.vpcId().equals(vpcId)) {
                throw Refusal.parameter("Route table %s does not belong to %s".formatted(id, vpcId));
            }
            boolean served = account.endpoints.all().stream()
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
            if (account.endpoints.find(id).isPresent()) {
                account.endpoints.remove(id);
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
