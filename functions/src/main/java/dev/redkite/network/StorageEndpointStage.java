package dev.redkite.network;

import dev.redkite.environment.Plan;
import dev.redkite.failure.AwsErrors;
import dev.redkite.failure.ResourceFailed;
import dev.redkite.stage.Change;
import dev.redkite.stage.Observation;
import dev.redkite.stage.Resource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DeleteVpcEndpointsResponse;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.UnsuccessfulItem;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;
import software.amazon.awssdk.services.ec2.model.VpcEndpointType;

/** The gateway endpoint of S3: Milvus' data passes by the NAT gateways, which charge by the gigabyte. */
record StorageEndpointStage(Ec2Client ec2) implements Resource<NetworkSpec, Void> {

    private List<VpcEndpoint> endpoints(NetworkSpec spec) {
        return ec2
                .describeVpcEndpointsPaginator(request -> request.filters(Ec2Tags.owned(spec.ownership())))
                .vpcEndpoints().stream()
                .filter(endpoint -> !state(endpoint).equals("deleted"))
                .sorted(Comparator.comparing(VpcEndpoint::vpcEndpointId))
                .toList();
    }

    /** The API's model begins the states with a capital letter, the service's answers do not: both are read. */
    private static String state(VpcEndpoint endpoint) {
        return endpoint.stateAsString().toLowerCase(Locale.ROOT);
    }

    @Override
    public Observation<Void> observe(NetworkSpec spec) {
        List<VpcEndpoint> endpoints = endpoints(spec);
        if (endpoints.isEmpty()) {
            return Observation.absent();
        }
        VpcEndpoint endpoint = endpoints.getFirst();
        return switch (state(endpoint)) {
            case "available" -> Observation.compared(changes(spec, endpoint));
            case "pending", "pendingacceptance", "deleting" ->
                Observation.changing(endpoint.vpcEndpointId() + " is " + state(endpoint));
            default -> Observation.compared(List.of(
                    Change.replacement(endpoint.vpcEndpointId() + " is " + state(endpoint), () -> remove(spec))));
        };
    }

    private List<Change> changes(NetworkSpec spec, VpcEndpoint endpoint) {
        String id = endpoint.vpcEndpointId();
        List<String> missing = tables(spec).stream().filter(table -> !endpoint.routeTableIds().contains(table)).toList();
        List<Change> changes = new ArrayList<>(Change.of(
                missing.stream().map(table -> "%s does not serve %s".formatted(id, table)).toList(),
                () -> ec2.modifyVpcEndpoint(request -> request.vpcEndpointId(id).addRouteTableIds(missing))));
        changes.addAll(Ec2Tags.changes(ec2, spec.ownership(), Map.of(), id, endpoint.tags()));
        return changes;
    }

    private List<String> tables(NetworkSpec spec) {
        Map<String, RouteTable> tables = new OwnedNetwork(ec2).routeTablesByName(spec);
        return spec.network().zones().stream()
                .map((Plan.Network.Zone zone) -> spec.privateName(zone))
                .flatMap(name -> Stream.ofNullable(tables.get(name)))
                .map(RouteTable::routeTableId)
                .toList();
    }

    /**
     * With the tables that show; those that come later are added to it. No table serves two of one service, so none is made
     * twice; and a client token would be answered with one that failed and was removed.
     */
    @Override
    public void create(NetworkSpec spec) {
        List<String> tables = tables(spec);
        new OwnedNetwork(ec2).findVpc(spec.ownership()).filter(_ -> !tables.isEmpty()).ifPresent(vpc -> AwsErrors.unlessPresent(() -> ec2.createVpcEndpoint(request -> request
                .vpcId(vpc.vpcId())
                .vpcEndpointType(VpcEndpointType.GATEWAY)
                .serviceName("com.amazonaws." + spec.names().region() + ".s3")
                .routeTableIds(tables)
                .tagSpecifications(Ec2Tags.specification(
                        ResourceType.VPC_ENDPOINT, spec.ownership().tags(spec.nameOf("s3")))))));
    }

    /** Answers 200 even where it removed nothing: what it says inside counts, and the next look repeats it. */
    @Override
    public void remove(NetworkSpec spec) {
        List<String> ids = endpoints(spec).stream().map(VpcEndpoint::vpcEndpointId).toList();
        if (ids.isEmpty()) {
            return;
        }
        DeleteVpcEndpointsResponse answer = ec2.deleteVpcEndpoints(request -> request.vpcEndpointIds(ids));
        for (UnsuccessfulItem item : answer.unsuccessful()) {
            if (!item.error().code().equals("InvalidVpcEndpointId.NotFound")) {
                throw new ResourceFailed("%s stays: %s".formatted(item.resourceId(), item.error().message()));
            }
        }
    }
}
