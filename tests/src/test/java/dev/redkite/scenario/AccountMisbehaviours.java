package dev.redkite.scenario;

import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.aws.Errors;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.DomainType;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** What an account runs out of: networks, addresses, buckets; and credentials that run out themselves. */
final class AccountMisbehaviours {

    private static final String SUBNET = "subnet-0a1c0000000000003";
    private static final String THEIRS = "10.200.0.0/16";

    /** https://github.com/milliHQ/terraform-aws-next-js/issues/15. */
    private static final String TOO_MANY_BUCKETS = "You have attempted to create more buckets than allowed";

    /** https://github.com/aws/aws-sdk-java/issues/2802. */
    private static final String EXPIRED = "The security token included in the request is expired";

    private AccountMisbehaviours() {}

    static List<Misbehaviour> ofMadeNetworks() {
        return List.of(
                // Two minutes, for it might be a duplicate of ours that does not show yet (docs/decisions/0019). The words of both: https://github.com/terraform-aws-modules/terraform-aws-vpc/issues/429.
                Misbehaviour.of("The account's VPCs are used up", "03-new-network")
                        .begins(AccountMisbehaviours::fillWithVpcs)
                        .ends(AccountMisbehaviours::deleteVpc)
                        .names("VPC redkite-demo")
                        .quotes("VpcLimitExceeded: The maximum number of VPCs has been reached.")
                        .advises("Next: raise the quota VPCs per Region (vpc, L-F678F1CE) in Service Quotas, or delete a VPC")
                        .within(Duration.ofMinutes(3)),
                Misbehaviour.of("The account's Elastic IP addresses are used up", "03-new-network")
                        .begins(AccountMisbehaviours::fillWithAddresses)
                        .ends(AccountMisbehaviours::releaseAddresses)
                        .names("Elastic IP address redkite-demo-")
                        .quotes("AddressLimitExceeded: The maximum number of addresses has been reached.")
                        .advises("Next: raise the quota EC2-VPC Elastic IPs (ec2, L-0263D0A3) in Service Quotas")
                        .within(Duration.ofMinutes(4)));
    }

    static List<Misbehaviour> all() {
        return List.of(
                Misbehaviour.of("A subnet has too few addresses", "01-minimal")
                        .begins(AccountMisbehaviours::fillSubnet)
                        .ends(AccountMisbehaviours::emptySubnet)
                        .as("InvalidRequest")
                        .names(SUBNET)
                        .quotes("has 10 free addresses and needs 16")
                        .advises("free some, or name a larger subnet")
                        .within(Duration.ofMinutes(1)),
                Misbehaviour.of("The account's buckets are used up", "01-minimal")
                        .begins(sandbox -> sandbox.world().refuses("S3:CreateBucket", Errors.of("S3", 400, "TooManyBuckets", TOO_MANY_BUCKETS)))
                        .ends(sandbox -> sandbox.world().acceptsAgain("S3:CreateBucket"))
                        .names("Bucket redkite-demo-123456789012-us-west-2")
                        .quotes("TooManyBuckets: " + TOO_MANY_BUCKETS)
                        .advises("Next: raise the quota General purpose buckets (s3, L-DC2B2D3D) in Service Quotas")
                        .within(Duration.ofMinutes(1)),
                Misbehaviour.of("The functions' credentials have expired", "01-minimal")
                        .begins(sandbox -> sandbox.world().refuses("Eks:DescribeCluster", Errors.of("Eks", 403, "ExpiredToken", EXPIRED)))
                        .ends(sandbox -> sandbox.world().acceptsAgain("Eks:DescribeCluster"))
                        .as("Transient")
                        .names("Eks answered")
                        .barsTeardown()
                        .quotes("ExpiredToken: " + EXPIRED)
                        .advises("Next: see that the function's role and its access entry still stand, then redrive")
                        .within(Duration.ofMinutes(10)));
    }

    private static Ec2Client ec2(Sandbox sandbox) {
        return sandbox.world().client(Ec2Client.class);
    }

    private static void fillWithVpcs(Sandbox sandbox) {
        while (ec2(sandbox).describeVpcs().vpcs().size() < 5) {
            ec2(sandbox).createVpc(request -> request.cidrBlock(THEIRS));
            sandbox.advance(Duration.ofMinutes(1));
        }
    }

    private static void deleteVpc(Sandbox sandbox) {
        Vpc theirs = ec2(sandbox).describeVpcs().vpcs().stream()
                .filter(vpc -> vpc.cidrBlock().equals(THEIRS)).findFirst().orElseThrow();
        ec2(sandbox).deleteVpc(request -> request.vpcId(theirs.vpcId()));
    }

    private static void fillWithAddresses(Sandbox sandbox) {
        while (ec2(sandbox).describeAddresses().addresses().size() < 4) {
            ec2(sandbox).allocateAddress(request -> request.domain(DomainType.VPC));
            sandbox.advance(Duration.ofMinutes(1));
        }
    }

    private static void releaseAddresses(Sandbox sandbox) {
        ec2(sandbox).describeAddresses().addresses().stream()
                .filter(address -> address.tags().isEmpty())
                .map(Address::allocationId)
                .forEach(id -> ec2(sandbox).releaseAddress(request -> request.allocationId(id)));
    }

    private static int free(Sandbox sandbox) {
        return ec2(sandbox).describeSubnets(request -> request.subnetIds(SUBNET)).subnets().getFirst().availableIpAddressCount();
    }

    private static void fillSubnet(Sandbox sandbox) {
        String group = sandbox.world().ec2().addSecurityGroup("vpc-0a1a0000000000001", "theirs", "theirs", Map.of());
        for (int taken = free(sandbox) - 10; taken > 0; taken--) {
            sandbox.world().ec2().addNetworkInterface(SUBNET, List.of(group), "theirs", "123456789012", Map.of());
        }
    }

    private static void emptySubnet(Sandbox sandbox) {
        ec2(sandbox).describeNetworkInterfaces(request -> request.filters(
                        filter -> filter.name("description").values("theirs"))).networkInterfaces()
                .forEach(each -> sandbox.world().ec2().removeNetworkInterface(each.networkInterfaceId()));
    }
}
