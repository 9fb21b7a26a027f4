package dev.redkite.sandbox.aws.ec2;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import software.amazon.awssdk.services.ec2.model.*;

/** Network interfaces. Services put them into subnets, where they take an address and hold subnet and groups. */
record NetworkInterfaces(Ec2Account account) {

    /** Another block that is kept for documentation (RFC 5737). */
    private static final Cidr LENT = Cidr.require("198.51.100.0/24");

    NetworkInterface add(String subnetId, List<String> groups, String description, String requester, Map<String, String> tags) {
        Subnet subnet = account.subnets.require(subnetId);
        List<GroupIdentifier> identifiers = groups.stream()
                .map(account.securityGroups::require)
                .map(group -> GroupIdentifier.builder().groupId(group.groupId()).groupName(group.groupName()).build())
                .toList();
        String id = account.interfaces.newId();
        NetworkInterface card = NetworkInterface.builder()
                .networkInterfaceId(id)
                .subnetId(subnetId)
                .vpcId(subnet.vpcId())
                .availabilityZone(subnet.availabilityZone())
                .description(description)
                .groups(identifiers)
                .privateIpAddress(freeAddress(subnet))
                .ownerId(account.place.account())
                .requesterId(requester)
                .requesterManaged(!requester.equals(account.place.account()))
                .interfaceType(NetworkInterfaceType.INTERFACE)
                .status(NetworkInterfaceStatus.IN_USE)
                .attachment(attachment -> attachment
                        .attachmentId(account.place.identifiers().ec2("eni-attach"))
                        .instanceOwnerId(requester)
                        .status(AttachmentStatus.ATTACHED))
                .tagSet(Tags.list(new TreeMap<>(tags)))
                .build();
        account.interfaces.add(id, card, account.propagation);
        return card;
    }

    /** @param withInstance whether it goes with the instance */
    void attach(String id, String instanceId, boolean withInstance) {
        account.interfaces.change(id, account.interfaces.rows().get(id).toBuilder()
                .attachment(attachment -> attachment
                        .attachmentId(account.place.identifiers().ec2("eni-attach"))
                        .instanceId(instanceId)
                        .instanceOwnerId(account.place.account())
                        .deleteOnTermination(withInstance)
                        .status(AttachmentStatus.ATTACHED))
                .build());
    }

    /** When the instance is terminated: some go with it, others are left. */
    void detachAll(String instanceId) {
        account.interfaces.all().stream()
                .filter(card -> card.attachment() != null && instanceId.equals(card.attachment().instanceId()))
                .forEach(card -> {
                    if (card.attachment().deleteOnTermination()) {
                        takeBack(card.networkInterfaceId());
                    } else {
                        abandon(card.networkInterfaceId());
                    }
                });
    }

    private String freeAddress(Subnet subnet) {
        Cidr cidr = Cidr.require(subnet.cidrBlock());
        Set<String> taken = account.interfaces.within(subnet.subnetId()).stream().map(NetworkInterface::privateIpAddress).collect(Collectors.toSet());
        return LongStream.range(Subnets.RESERVED - 1, cidr.size() - 1)
                .mapToObj(cidr::address)
                .filter(address -> !taken.contains(address))
                .findFirst()
                .orElseThrow(() -> Refusal.of("InsufficientFreeAddressesInSubnet",
                        "The specified subnet does not have enough free addresses to satisfy the request."));
    }

    /** Left behind by its service: nobody uses it any more, and it still holds subnet and groups. */
    void abandon(String id) {
        NetworkInterface card = account.interfaces.rows().get(id);
        account.interfaces.change(id, card.toBuilder()
                .status(NetworkInterfaceStatus.AVAILABLE)
                .attachment((NetworkInterfaceAttachment) null)
                .association((NetworkInterfaceAssociation) null)
                .build());
    }

    /** An address that Amazon lends for as long as the interface lives. */
    void lendPublicAddress(String id) {
        NetworkInterface card = account.interfaces.rows().get(id);
        long number = account.place.identifiers().next("public-address");
        account.interfaces.change(id, card.toBuilder()
                .association(association -> association.ipOwnerId("amazon").publicIp(LENT.address(number % LENT.size())))
                .build());
    }

    /** By its own service, at any time. */
    void remove(String id) {
        new Addresses(account).disassociate(id);
        account.interfaces.remove(id);
        account.interfaceEnds.remove(id);
    }

    /** Its service is done with it. */
    void takeBack(String id) {
        if (account.interfacesForgotten > 0 && account.interfaces.rows().containsKey(id)) {
            account.interfacesForgotten--;
            account.interfaceEnds.remove(id);
            abandon(id);
        } else {
            remove(id);
        }
    }

    /** Takes back those whose time has come. */
    void settle() {
        List<String> due = account.interfaceEnds.entrySet().stream()
                .filter(end -> !account.place.now().isBefore(end.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        due.forEach(this::takeBack);
    }

    Query<NetworkInterface> query() {
        return new Query<>(account.interfaces)
                .on("network-interface-id", NetworkInterface::networkInterfaceId)
                .on("subnet-id", NetworkInterface::subnetId)
                .on("vpc-id", NetworkInterface::vpcId)
                .on("status", NetworkInterface::statusAsString)
                .on("description", NetworkInterface::description)
                .on("requester-id", NetworkInterface::requesterId)
                .on("attachment.instance-id", card -> card.attachment() == null ? null : card.attachment().instanceId())
                .onAny("group-id", card -> card.groups().stream().map(GroupIdentifier::groupId));
    }

    void delete(String id) {
        NetworkInterface card = account.interfaces.require(id);
        if (card.status() != NetworkInterfaceStatus.AVAILABLE) {
            throw Refusal.of("InvalidParameterValue", "Network interface '" + id + "' is currently in use.");
        }
        remove(id);
    }
}
