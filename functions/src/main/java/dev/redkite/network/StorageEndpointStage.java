package dev.redkite.network;

import dev.redkite.environment.Plan;
import dev.redkite.failure.AwsErrors;
import dev.redkite.failure.Failures;
import dev.redkite.failure.ResourceFailed;
import dev.redkite.stage.Change;
import dev.redkite.stage.Observation;
import dev.redkite.stage.Resource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DeleteVpcEndpointsResponse;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.UnsuccessfulItem;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;
import software.amazon.awssdk.services.ec2.model.VpcEndpointType;

/** The gateway endpoint of S3: Milvus' data passes by the NAT gateways, which charge by the gigabyte. */
final class StorageEndpointStage implements Resource<NetworkSpec, Void> {

    private final Ec2Client ec2;
    private final OwnedNetwork owned;

    StorageEndpointStage(Ec2Client ec2) {
        this.ec2 = ec2;
        owned = new OwnedNetwork(ec2);
    }

    private List<VpcEndpoint> endpoints(NetworkSpec wanted) {
        return ec2
                .describeVpcEndpointsPaginator(request -> request.filters(Ec2Tags.owned(wanted.ownership())))
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
    public Observation<Void> observe(NetworkSpec wanted) {
        List<VpcEndpoint> endpoints = endpoints(wanted);
        if (endpoints.isEmpty()) {
            return Observation.absent();
        }
        VpcEndpoint endpoint = endpoints.getFirst();
        return switch (state(endpoint)) {
            case "available" -> Observation.compared(null, changes(wanted, endpoint));
            case "pending", "pendingacceptance", "deleting" ->
                Observation.changing(endpoint.vpcEndpointId() + " is " + state(endpoint));
            default -> failed(wanted, endpoint.vpcEndpointId() + " is " + state(endpoint));
        };
    }

    /** What it lacks is to be one that works: it is removed, and the next call makes another. */
    private Observation<Void> failed(NetworkSpec wanted, String reason) {
        return Observation.compared(null, List.of(new Change(reason, () -> {
            remove(wanted);
            throw Failures.ofRemoved(reason);
        })));
    }

    private List<Change> changes(NetworkSpec wanted, VpcEndpoint endpoint) {
        String id = endpoint.vpcEndpointId();
        List<String> missing = tables(wanted).stream().filter(table -> !endpoint.routeTableIds().contains(table)).toList();
        List<Change> changes = new ArrayList<>(Change.of(
                missing.stream().map(table -> "%s does not serve %s".formatted(id, table)).toList(),
                () -> ec2.modifyVpcEndpoint(request -> request.vpcEndpointId(id).addRouteTableIds(missing))));
        changes.addAll(Ec2Tags.changes(ec2, wanted.ownership(), Map.of(), id, endpoint.tags()));
        return changes;
    }

    private List<String> tables(NetworkSpec wanted) {
        Map<String, RouteTable> tables = owned.routeTablesByName(wanted);
        return wanted.network().zones().stream()
                .map((Plan.Network.Zone zone) -> wanted.privateName(zone))
                .filter(tables::containsKey)
                .map(name -> tables.get(name).routeTableId())
                .toList();
    }

    /**
     * With the tables that show; those that come later are added to it. No table serves two of one service, so none is made
     * twice; and a client token would be answered with one that failed and was removed.
     */
    @Override
    public void create(NetworkSpec wanted) {
        List<String> tables = tables(wanted);
        owned.findVpc(wanted).filter(_ -> !tables.isEmpty()).ifPresent(vpc -> AwsErrors.unlessPresent(() -> ec2.createVpcEndpoint(request -> request
                .vpcId(vpc.vpcId())
                .vpcEndpointType(VpcEndpointType.GATEWAY)
                .serviceName("com.amazonaws." + wanted.names().region() + ".s3")
                .routeTableIds(tables)
                .tagSpecifications(Ec2Tags.specification(
                        ResourceType.VPC_ENDPOINT, wanted.ownership().tags(wanted.nameOf("s3")))))));
    }

    /** Answers 200 even where it removed nothing: what it says inside counts, and the next look repeats it. */
    @Override
    public void remove(NetworkSpec wanted) {
        List<String> ids = endpoints(wanted).stream().map(VpcEndpoint::vpcEndpointId).toList();
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
