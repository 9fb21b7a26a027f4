package dev.redkite.sandbox.aws.ec2;

import dev.redkite.failure.ServiceQuota;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.*;

/** VPCs and their attributes. A new one brings its default security group and its main route table. */
final class Vpcs {

    /** This network, loopback, link-local, multicast and reserved addresses: https://www.rfc-editor.org/rfc/rfc6890. */
    private static final List<Cidr> NO_HOSTS =
            Stream.of("0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4", "240.0.0.0/4").map(Cidr::require).toList();

    private final Ec2Account account;
    private final SecurityGroups securityGroups;
    private final RouteTables routeTables;
    private final Set<String> withHostNames = new HashSet<>();
    private final Set<String> withoutDns = new HashSet<>();

    Vpcs(Ec2Account account, SecurityGroups securityGroups, RouteTables routeTables) {
        this.account = account;
        this.securityGroups = securityGroups;
        this.routeTables = routeTables;
    }

    Vpc create(CreateVpcRequest request) {
        account.limit(account.vpcs, ServiceQuota.VPCS, "VpcLimitExceeded", "VPCs");
        Cidr cidr = Cidr.require(request.cidrBlock());
        if (cidr.prefix() < 16 || cidr.prefix() > 28 || NO_HOSTS.stream().anyMatch(cidr::overlaps)) {
            throw Refusal.of("InvalidVpc.Range", "The CIDR '" + request.cidrBlock() + "' is invalid.");
        }
        String id = account.vpcs.newId();
        Vpc vpc = standing(id, cidr.toString(), Tags.atCreation(request.tagSpecifications(), "vpc"));
        account.vpcs.add(id, vpc, account.propagation);
        securityGroups.addDefault(id);
        routeTables.addMain(id, cidr.toString());
        return vpc.toBuilder().state(VpcState.PENDING).build();
    }

    Vpc standing(String id, String cidr, List<Tag> tags) {
        return Vpc.builder()
                .vpcId(id)
                .cidrBlock(cidr)
                .cidrBlockAssociationSet(association(cidr))
                .ownerId(account.place.account())
                .instanceTenancy(Tenancy.DEFAULT)
                .isDefault(false)
                .state(VpcState.AVAILABLE)
                .tags(tags)
                .build();
    }

    private VpcCidrBlockAssociation association(String cidr) {
        return VpcCidrBlockAssociation.builder()
                .associationId("vpc-cidr-assoc-" + account.place.identifiers().hexadecimal("vpc-cidr-assoc", 17))
                .cidrBlock(cidr)
                .cidrBlockState(state -> state.state(VpcCidrBlockStateCode.ASSOCIATED))
                .build();
    }

    /** Somebody gives the VPC another range, as for pods. */
    void associate(String id, String cidr) {
        Vpc vpc = account.vpcs.require(id);
        account.vpcs.change(id, vpc.toBuilder().cidrBlockAssociationSet(
                Stream.concat(vpc.cidrBlockAssociationSet().stream(), Stream.of(association(cidr))).toList()).build());
    }

    Query<Vpc> query() {
        return new Query<>(account.vpcs)
                .on("vpc-id", Vpc::vpcId)
                .on("cidr", Vpc::cidrBlock)
                .on("is-default", vpc -> vpc.isDefault().toString())
                .on("state", Vpc::stateAsString);
    }

    void giveHostNames(String id) {
        withHostNames.add(id);
    }

    void modify(ModifyVpcAttributeRequest request) {
        String id = account.vpcs.require(request.vpcId()).vpcId();
        if ((request.enableDnsHostnames() == null) == (request.enableDnsSupport() == null)) {
            throw Refusal.of("InvalidParameterCombination", "Fields for multiple attribute types specified, or for none");
        }
        if (request.enableDnsHostnames() != null) {
            set(withHostNames, id, request.enableDnsHostnames().value());
        } else {
            set(withoutDns, id, !request.enableDnsSupport().value());
        }
    }

    private static void set(Set<String> ids, String id, boolean member) {
        if (member) {
            ids.add(id);
        } else {
            ids.remove(id);
        }
    }

    DescribeVpcAttributeResponse attribute(DescribeVpcAttributeRequest request) {
        String id = account.vpcs.require(request.vpcId()).vpcId();
        DescribeVpcAttributeResponse.Builder answer = DescribeVpcAttributeResponse.builder().vpcId(id);
        return switch (request.attribute()) {
            case ENABLE_DNS_HOSTNAMES -> answer.enableDnsHostnames(value -> value.value(withHostNames.contains(id))).build();
            case ENABLE_DNS_SUPPORT -> answer.enableDnsSupport(value -> value.value(!withoutDns.contains(id))).build();
            default -> throw new UnsupportedOperationException("the sandbox knows no VPC attribute " + request.attributeAsString());
        };
    }

    /** The default security group and the main route table go with it; whatever else is in it holds it. */
    void delete(String id) {
        account.vpcs.require(id);
        boolean used = Stream.of(
                        account.subnets.all().stream().map(Subnet::vpcId),
                        account.interfaces.all().stream().map(NetworkInterface::vpcId),
                        account.endpoints.all().stream().filter(endpoint -> !endpoint.stateAsString().equals("deleted")).map(VpcEndpoint::vpcId),
                        account.internetGateways.all().stream().flatMap(gateway -> gateway.attachments().stream()).map(InternetGatewayAttachment::vpcId),
                        account.securityGroups.all().stream().filter(group -> !group.groupName().equals("default")).map(SecurityGroup::vpcId),
                        account.routeTables.all().stream().filter(table -> !RouteTables.isMain(table)).map(RouteTable::vpcId))
                .flatMap(vpcs -> vpcs)
                .anyMatch(id::equals);
        if (used) {
            throw Refusal.dependencies("vpc", id);
        }
        account.vpcs.remove(id);
        withHostNames.remove(id);
        withoutDns.remove(id);
        securityGroups.removeDefault(id);
        routeTables.removeMain(id);
    }
}
