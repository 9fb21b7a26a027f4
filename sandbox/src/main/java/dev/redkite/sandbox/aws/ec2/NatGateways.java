package dev.redkite.sandbox.aws.ec2;

import dev.redkite.failure.ServiceQuota;
import dev.redkite.sandbox.aws.Lifecycle;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.ec2.model.*;

/** NAT gateways: pending, available, deleting, deleted; or pending and failed, whatever is asked. After an hour they are forgotten. */
final class NatGateways {

    /** "Deleted NAT gateways remain visible for a short time (usually about an hour)", VPC user guide. */
    private static final Duration REMEMBERED = Duration.ofHours(1);

    private final Ec2Account account;
    private final NetworkInterfaces interfaces;
    private final Addresses addresses;
    private final Map<String, Lifecycle> lives = new TreeMap<>();
    /** Those that were deleted or end as failed, until they are forgotten. */
    private final Set<String> ending = new TreeSet<>();
    boolean nextFails;

    NatGateways(Ec2Account account) {
        this.account = account;
        interfaces = new NetworkInterfaces(account);
        addresses = new Addresses(account);
        account.natGateways.counting(gateway -> !deleted(gateway));
    }

    NatGateway create(CreateNatGatewayRequest request) {
        return account.once(request.clientToken(), request, () -> newNatGateway(request));
    }

    private NatGateway newNatGateway(CreateNatGatewayRequest request) {
        Subnet subnet = account.subnets.require(request.subnetId());
        limit(subnet.availabilityZone());
        Address address = account.addresses.require(request.allocationId());
        NatGateway gateway = begun(account.natGateways.newId(), subnet, request.allocationId(),
                Tags.atCreation(request.tagSpecifications(), "natgateway"));
        Lifecycle life = Lifecycle.begun(account.place.now(), account.place.durations().create("natGateway"));
        NatGateway refused = refused(gateway, subnet, address);
        if (refused != null) {
            lives.put(gateway.natGatewayId(), life.endingFailed());
            ends(gateway.natGatewayId(), life.ready());
        } else {
            addresses.associate(address, card(gateway, subnet));
            lives.put(gateway.natGatewayId(), life);
        }
        account.natGateways.add(gateway.natGatewayId(), refused == null ? gateway : refused, account.propagation);
        return describe(gateway);
    }

    /** Gateways that are gone, or failed, count no more. */
    private void limit(String zone) {
        long there = account.natGateways.all().stream()
                .filter(gateway -> account.subnets.find(gateway.subnetId()).filter(it -> it.availabilityZone().equals(zone)).isPresent())
                .filter(gateway -> phase(gateway.natGatewayId()) != Lifecycle.Phase.GONE && phase(gateway.natGatewayId()) != Lifecycle.Phase.FAILED)
                .count();
        if (there >= account.place.quotas().of(ServiceQuota.NAT_GATEWAYS)) {
            throw Refusal.of("NatGatewayLimitExceeded",
                    "Performing this operation would exceed the limit of %d NAT gateways".formatted(account.place.quotas().of(ServiceQuota.NAT_GATEWAYS)));
        }
    }

    private NatGateway begun(String id, Subnet subnet, String allocationId, List<Tag> tags) {
        return NatGateway.builder()
                .natGatewayId(id)
                .subnetId(subnet.subnetId())
                .vpcId(subnet.vpcId())
                .connectivityType(ConnectivityType.PUBLIC)
                .createTime(account.place.now())
                .natGatewayAddresses(NatGatewayAddress.builder().allocationId(allocationId).build())
                .tags(tags)
                .build();
    }

    private NetworkInterface card(NatGateway gateway, Subnet subnet) {
        return interfaces.add(subnet.subnetId(), List.of(), "Interface for NAT Gateway " + gateway.natGatewayId(),
                "amazon-nat-gateway", Map.of());
    }

    /** What EC2 finds out only while making it; null when nothing is wrong. */
    private NatGateway refused(NatGateway gateway, Subnet subnet, Address address) {
        if (nextFails) {
            nextFails = false;
            return failing(gateway, "InternalError", "Network interface could not be created, please try again");
        }
        if (!new InternetGateways(account).isAttached(subnet.vpcId())) {
            return failing(gateway, "Gateway.NotAttached", "Network " + subnet.vpcId() + " has no Internet gateway attached");
        }
        return address.associationId() == null
                ? null
                : failing(gateway, "Resource.AlreadyAssociated",
                        "Elastic IP address [" + address.allocationId() + "] is already associated");
    }

    private static NatGateway failing(NatGateway gateway, String code, String message) {
        return gateway.toBuilder().failureCode(code).failureMessage(message).build();
    }

    /** One that has stood since before the world began. */
    void addStanding(String id, Subnet subnet, Address address, List<Tag> tags) {
        NatGateway gateway = begun(id, subnet, address.allocationId(), tags);
        addresses.associate(address, card(gateway, subnet));
        account.natGateways.add(id, gateway, Duration.ZERO);
        lives.put(id, Lifecycle.begun(account.place.now(), Duration.ZERO));
    }

    private NatGateway describe(NatGateway gateway) {
        Lifecycle.Phase phase = phase(gateway.natGatewayId());
        NatGateway.Builder shown = gateway.toBuilder().state(switch (phase) {
            case CREATING -> NatGatewayState.PENDING;
            case ACTIVE -> NatGatewayState.AVAILABLE;
            case FAILED -> NatGatewayState.FAILED;
            case DELETING -> NatGatewayState.DELETING;
            case GONE -> NatGatewayState.DELETED;
        });
        return (phase == Lifecycle.Phase.FAILED ? shown : shown.failureCode(null).failureMessage(null)).build();
    }

    private Lifecycle.Phase phase(String id) {
        return lives.get(id).at(account.place.now());
    }

    boolean isAvailable(String id) {
        return lives.containsKey(id) && phase(id) == Lifecycle.Phase.ACTIVE;
    }

    private void ends(String id, Instant when) {
        ending.add(id);
        account.natGateways.changes.noteAt(when, id);
    }

    /** Brings up to date what hangs on time: interface and address of the deleted, and the forgotten. */
    void settle() {
        for (String id : List.copyOf(ending)) {
            if (phase(id) == Lifecycle.Phase.FAILED) {
                forget(id, lives.get(id).ready());
            }
            if (phase(id) != Lifecycle.Phase.GONE) {
                continue;
            }
            String description = "Interface for NAT Gateway " + id;
            account.interfaces.within(account.natGateways.rows().get(id).subnetId()).stream()
                    .filter(card -> card.description().equals(description))
                    .map(NetworkInterface::networkInterfaceId)
                    .forEach(interfaces::remove);
            forget(id, lives.get(id).gone());
        }
    }

    private void forget(String id, Instant ended) {
        if (!account.place.now().isBefore(ended.plus(REMEMBERED))) {
            account.natGateways.remove(id);
            ending.remove(id);
        }
    }

    Query<NatGateway> query() {
        return new Query<>(account.natGateways)
                .seenAs(this::describe)
                .on("nat-gateway-id", NatGateway::natGatewayId)
                .on("subnet-id", NatGateway::subnetId)
                .on("vpc-id", NatGateway::vpcId)
                .on("state", NatGateway::stateAsString);
    }

    /**
     * A failed one stays so until EC2 itself deletes it, "usually about an hour" later, VPC user guide; that a deletion
     * leaves it failed was seen by https://github.com/hashicorp/terraform/issues/9147.
     */
    void delete(String id) {
        account.natGateways.require(id);
        if (phase(id) == Lifecycle.Phase.FAILED) {
            return;
        }
        lives.computeIfPresent(id, (_, life) ->
                life.removed(account.place.now(), account.place.durations().delete("natGateway")));
        ends(id, lives.get(id).gone());
    }

    /** Nothing any more, though still shown. */
    private boolean deleted(NatGateway gateway) {
        Lifecycle.Phase phase = phase(gateway.natGatewayId());
        return phase == Lifecycle.Phase.GONE || phase == Lifecycle.Phase.FAILED;
    }
}
