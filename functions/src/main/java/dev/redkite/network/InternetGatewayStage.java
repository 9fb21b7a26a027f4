package dev.redkite.network;

import dev.redkite.failure.AwsErrors;
import dev.redkite.failure.Failures;
import dev.redkite.stage.Change;
import dev.redkite.stage.Observation;
import dev.redkite.stage.Resource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.InternetGateway;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/** The way to the internet, attached to the environment's VPC. */
record InternetGatewayStage(Ec2Client ec2) implements Resource<NetworkSpec, Void> {

    /** The attached one first: it is the one to keep. */
    static List<InternetGateway> gateways(Ec2Client ec2, NetworkSpec spec) {
        return ec2
                .describeInternetGatewaysPaginator(request -> request.filters(Ec2Tags.owned(spec.ownership())))
                .internetGateways().stream()
                .sorted(Comparator.comparing((InternetGateway gateway) -> gateway.attachments().isEmpty())
                        .thenComparing(InternetGateway::internetGatewayId))
                .toList();
    }

    @Override
    public Observation<Void> observe(NetworkSpec spec) {
        List<InternetGateway> gateways = gateways(ec2, spec);
        if (gateways.isEmpty()) {
            return Observation.absent();
        }
        InternetGateway gateway = gateways.getFirst();
        List<Change> changes = new ArrayList<>();
        if (gateways.size() > 1) {
            changes.add(new Change("%d internet gateways carry the environment's tag, one is wanted".formatted(gateways.size()),
                    () -> gateways.stream().skip(1).forEach(this::delete)));
        }
        if (gateway.attachments().isEmpty()) {
            changes.add(new Change(gateway.internetGatewayId() + " is not attached", () -> attach(spec, gateway)));
        }
        changes.addAll(Ec2Tags.changes(ec2, spec.ownership(), Map.of(), gateway.internetGatewayId(), gateway.tags()));
        return Observation.compared(changes);
    }

    @Override
    public void create(NetworkSpec spec) {
        String name = spec.names().clusterName();
        Failures.aboutUnnamed("Internet gateway " + name, () -> ec2.createInternetGateway(request -> request.tagSpecifications(
                Ec2Tags.specification(ResourceType.INTERNET_GATEWAY, spec.ownership().tags(name)))));
        throw OwnedNetwork.askedFor("Internet gateway " + name);
    }

    /** As soon as the VPC, made beside it, shows itself. */
    private void attach(NetworkSpec spec, InternetGateway gateway) {
        new OwnedNetwork(ec2).findVpc(spec.ownership()).ifPresent(vpc -> AwsErrors.unlessPresent(() -> ec2.attachInternetGateway(
                request -> request.internetGatewayId(gateway.internetGatewayId()).vpcId(vpc.vpcId()))));
    }

    @Override
    public void remove(NetworkSpec spec) {
        gateways(ec2, spec).forEach(this::delete);
    }

    private void delete(InternetGateway gateway) {
        gateway.attachments().forEach(attachment -> AwsErrors.unlessAbsent(() -> ec2.detachInternetGateway(request ->
                request.internetGatewayId(gateway.internetGatewayId()).vpcId(attachment.vpcId()))));
        AwsErrors.unlessAbsent(() ->
                ec2.deleteInternetGateway(request -> request.internetGatewayId(gateway.internetGatewayId())));
    }
}
