package dev.redkite.sandbox.aws.ec2;

import dev.redkite.failure.ServiceQuota;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.*;

/** Internet gateways: one a VPC. */
record InternetGateways(Ec2Account account) {

    InternetGateway create(CreateInternetGatewayRequest request) {
        account.limit(account.internetGateways, ServiceQuota.INTERNET_GATEWAYS, "InternetGatewayLimitExceeded", "internet gateways");
        InternetGateway gateway = InternetGateway.builder()
                .internetGatewayId(account.internetGateways.newId())
                .ownerId(account.place.account())
                .attachments(List.of())
                .tags(Tags.atCreation(request.tagSpecifications(), "internet-gateway"))
                .build();
        account.internetGateways.add(gateway.internetGatewayId(), gateway, account.propagation);
        return gateway;
    }

    Query<InternetGateway> query() {
        return new Query<>(account.internetGateways)
                .on("internet-gateway-id", InternetGateway::internetGatewayId)
                .onAny("attachment.vpc-id", gateway -> gateway.attachments().stream().map(InternetGatewayAttachment::vpcId))
                .onAny("attachment.state", gateway -> gateway.attachments().stream().map(InternetGatewayAttachment::stateAsString));
    }

    void attach(String id, String vpcId) {
        InternetGateway gateway = account.internetGateways.require(id);
        account.vpcs.require(vpcId);
        if (!gateway.attachments().isEmpty()) {
            throw Refusal.of("Resource.AlreadyAssociated",
                    "resource %s is already attached to network %s".formatted(id, gateway.attachments().getFirst().vpcId()));
        }
        if (isAttached(vpcId)) {
            throw Refusal.parameter("Network " + vpcId + " already has an internet gateway attached");
        }
        account.internetGateways.change(id, attached(gateway, vpcId));
    }

    static InternetGateway attached(InternetGateway gateway, String vpcId) {
        return gateway.toBuilder()
                .attachments(InternetGatewayAttachment.builder().vpcId(vpcId).state("available").build())
                .build();
    }

    boolean isAttached(String vpcId) {
        return account.internetGateways.all().stream().anyMatch(gateway -> isAttached(gateway, vpcId));
    }

    static boolean isAttached(InternetGateway gateway, String vpcId) {
        return gateway.attachments().stream().anyMatch(attachment -> attachment.vpcId().equals(vpcId));
    }

    void detach(String id, String vpcId) {
        InternetGateway gateway = account.internetGateways.require(id);
        account.vpcs.require(vpcId);
        if (!isAttached(gateway, vpcId)) {
            throw Refusal.of("Gateway.NotAttached", "resource %s is not attached to network %s".formatted(id, vpcId));
        }
        boolean mapped = account.interfaces.all().stream()
                .anyMatch(one -> one.vpcId().equals(vpcId) && one.association() != null);
        if (mapped) {
            throw Refusal.of("DependencyViolation",
                    "Network %s has some mapped public address(es). Please unmap those public address(es) before detaching the gateway."
                            .formatted(vpcId));
        }
        account.internetGateways.change(id, gateway.toBuilder().attachments(List.of()).build());
    }

    void delete(String id) {
        if (!account.internetGateways.require(id).attachments().isEmpty()) {
            throw Refusal.dependencies("internetGateway", id);
        }
        account.internetGateways.remove(id);
    }
}
