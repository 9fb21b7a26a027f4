package dev.redkite.sandbox.aws.eks;

import dev.redkite.sandbox.aws.Errors;
import dev.redkite.sandbox.aws.ec2.FakeEc2Client;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.model.Subnet;

/** What EKS does in the customer's VPC. */
record ClusterNetwork(FakeEc2Client ec2) {

    /** By id: https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html. */
    private static final Set<String> WITHOUT_CONTROL_PLANES = Set.of("use1-az3", "usw1-az2", "cac1-az3");

    /** @throws AwsServiceException as EKS says it: fewer than two zones, several VPCs, unknown subnets, no room */
    List<Subnet> require(List<String> subnetIds) {
        List<Subnet> subnets = subnetIds.stream().map(this::subnet).toList();
        if (subnets.stream().map(Subnet::availabilityZone).distinct().count() < 2) {
            throw EksRefusal.parameter("Subnets specified must be in at least two different AZs");
        }
        if (subnets.stream().map(Subnet::vpcId).distinct().count() > 1) {
            throw EksRefusal.parameter("Subnets specified must belong to the same VPC");
        }
        return subnets;
    }

    /** https://docs.aws.amazon.com/eks/latest/APIReference/API_UnsupportedAvailabilityZoneException.html. */
    void requireControlPlanes(String cluster, List<Subnet> subnets) {
        for (Subnet subnet : subnets) {
            if (WITHOUT_CONTROL_PLANES.contains(subnet.availabilityZoneId())) {
                throw Errors.of("Eks", 400, "UnsupportedAvailabilityZoneException", ("Cannot create cluster '%s' because %s, the targeted availability zone,"
                        + " does not currently have sufficient capacity to support the cluster. Retry and choose from these availability zones: %s")
                        .formatted(cluster, subnet.availabilityZone(), ec2.zonesBut(WITHOUT_CONTROL_PLANES)));
            }
        }
    }

    Subnet subnet(String id) {
        try {
            return ec2.subnet(id);
        } catch (AwsServiceException _) {
            throw EksRefusal.parameter("The subnet ID '%s' does not exist".formatted(id));
        }
    }

    String addSecurityGroup(String cluster, String vpcId, String identifier) {
        return ec2.addSecurityGroup(vpcId, "eks-cluster-sg-%s-%s".formatted(cluster, identifier),
                "EKS created security group applied to ENI that is attached to EKS Control Plane master nodes, as well as any managed workloads.",
                Map.of("Name", "eks-cluster-sg-%s-%s".formatted(cluster, identifier),
                        "aws:eks:cluster-name", cluster, "kubernetes.io/cluster/" + cluster, "owned"));
    }

    /** Whether an interface of somebody else, or another group's rule, needs the group. */
    boolean isShared(String groupId, List<String> ownInterfaces) {
        boolean used = ec2.describeNetworkInterfaces(request -> request.filters(filter -> filter.name("group-id").values(groupId)))
                .networkInterfaces().stream()
                .anyMatch(card -> !ownInterfaces.contains(card.networkInterfaceId()));
        boolean named = ec2.describeSecurityGroups(request -> request.filters(filter -> filter.name("ip-permission.group-id").values(groupId)))
                .securityGroups().stream()
                .anyMatch(group -> !group.groupId().equals(groupId));
        return used || named;
    }

    /** Nobody uses the interfaces any more; whoever does not delete them sees them go at that instant. */
    void leave(List<String> interfaceIds, Instant when) {
        interfaceIds.forEach(ec2::abandonNetworkInterface);
        interfaceIds.forEach(id -> ec2.removeNetworkInterface(id, when));
    }

    /** EKS tries once, and does not mind what others did meanwhile. */
    void removeSecurityGroup(String id) {
        try {
            ec2.deleteSecurityGroup(request -> request.groupId(id));
        } catch (AwsServiceException e) {
            if (!List.of("DependencyViolation", "InvalidGroup.NotFound").contains(e.awsErrorDetails().errorCode())) {
                throw e;
            }
        }
    }
}
