package dev.redkite.sandbox.aws.ec2;

import dev.redkite.failure.ServiceQuota;
import software.amazon.awssdk.services.ec2.model.*;

/** Elastic IP addresses, from the block that is kept for documentation (RFC 5737). */
record Addresses(Ec2Account account) {

    private static final Cidr BLOCK = Cidr.require("203.0.113.0/24");

    Address allocate(AllocateAddressRequest request) {
        account.limit(account.addresses, ServiceQuota.ELASTIC_IPS, "AddressLimitExceeded", "addresses");
        if (request.domain() != null && request.domain() != DomainType.VPC) {
            throw Refusal.parameter("Value (%s) for parameter domain is invalid.".formatted(request.domainAsString()));
        }
        Address address = standing(account.addresses.newId(), account.place.identifiers().next("elastic-ip"))
                .toBuilder()
                .tags(Tags.atCreation(request.tagSpecifications(), "elastic-ip"))
                .build();
        account.addresses.add(address.allocationId(), address, account.propagation);
        return address;
    }

    Address standing(String id, long number) {
        return Address.builder()
                .allocationId(id)
                .publicIp(BLOCK.address(number % BLOCK.size()))
                .domain(DomainType.VPC)
                .networkBorderGroup(account.place.region())
                .build();
    }

    Query<Address> query() {
        return new Query<>(account.addresses)
                .on("allocation-id", Address::allocationId)
                .on("association-id", Address::associationId)
                .on("domain", Address::domainAsString)
                .on("public-ip", Address::publicIp)
                .on("network-interface-id", Address::networkInterfaceId);
    }

    void associate(Address address, NetworkInterface card) {
        account.addresses.change(address.allocationId(), address.toBuilder()
                .associationId(account.place.identifiers().ec2("eipassoc"))
                .networkInterfaceId(card.networkInterfaceId())
                .privateIpAddress(card.privateIpAddress())
                .build());
        account.interfaces.change(card.networkInterfaceId(), card.toBuilder()
                .association(association -> association.allocationId(address.allocationId()).publicIp(address.publicIp()))
                .build());
    }

    void disassociate(String networkInterfaceId) {
        account.addresses.all().stream()
                .filter(address -> networkInterfaceId.equals(address.networkInterfaceId()))
                .forEach(address -> account.addresses.change(address.allocationId(), address.toBuilder()
                        .associationId(null)
                        .networkInterfaceId(null)
                        .privateIpAddress(null)
                        .build()));
    }

    void release(ReleaseAddressRequest request) {
        Address address = account.addresses.require(request.allocationId());
        if (address.associationId() != null) {
            throw Refusal.of("InvalidIPAddress.InUse", "Address " + address.publicIp() + " is in use.");
        }
        account.addresses.remove(address.allocationId());
    }
}
