package dev.redkite.scenario;

import dev.redkite.failure.ServiceQuota;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.aws.Call;
import dev.redkite.sandbox.aws.Errors;
import dev.redkite.sandbox.aws.Quotas;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsResponse;

/** What an account runs out of: networks, addresses, buckets; and credentials that run out themselves. */
final class AccountMisbehaviours {

    private static final String SUBNET = "subnet-0a1c0000000000003";

    /** https://github.com/milliHQ/terraform-aws-next-js/issues/15. */
    private static final String TOO_MANY_BUCKETS = "You have attempted to create more buckets than allowed";

    /** https://github.com/aws/aws-sdk-java/issues/2802. */
    private static final String EXPIRED = "The security token included in the request is expired";

    private AccountMisbehaviours() {}

    static List<Misbehaviour> ofMadeNetworks() {
        return List.of(
                // Two minutes, for it might be a duplicate of ours that does not show yet (docs/decisions/0019). The words of both: https://github.com/terraform-aws-modules/terraform-aws-vpc/issues/429.
                Misbehaviour.of("The account's VPCs are used up", "03-new-network")
                        .begins(sandbox -> pastTheDoor(sandbox, () -> sandbox.world().allow(Quotas.young().with(ServiceQuota.VPCS, 2))))
                        .ends(sandbox -> sandbox.world().allow(Quotas.young()))
                        .names("VPC redkite-demo")
                        .quotes("VpcLimitExceeded: The maximum number of VPCs has been reached.")
                        .advises("Next: raise the quota VPCs per Region (vpc, L-F678F1CE) in Service Quotas, or delete a VPC")
                        .within(Duration.ofMinutes(3)),
                Misbehaviour.of("The account's Elastic IP addresses are used up", "03-new-network")
                        .begins(sandbox -> pastTheDoor(sandbox, () -> sandbox.world().allow(Quotas.young().with(ServiceQuota.ELASTIC_IPS, 3))))
                        .ends(sandbox -> sandbox.world().allow(Quotas.young()))
                        .names("Elastic IP address redkite-demo-")
                        .quotes("AddressLimitExceeded: The maximum number of addresses has been reached.")
                        .advises("Next: raise the quota EC2-VPC Elastic IPs (ec2, L-0263D0A3) in Service Quotas")
                        .within(Duration.ofMinutes(4)));
    }

    static List<Misbehaviour> all() {
        return List.of(
                Misbehaviour.of("A subnet has too few addresses", "01-minimal")
                        .begins(sandbox -> sandbox.world().intercept((call, service) -> fuller(sandbox, call, service.get())))
                        .ends(sandbox -> sandbox.world().intercept((call, service) -> emptier(call, service.get())))
                        .as("InvalidRequest")
                        .names(SUBNET)
                        .quotes("has 10 free addresses and needs")
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
                        .begins(sandbox -> pastTheDoor(sandbox,
                                () -> sandbox.world().refuses("Eks:DescribeCluster", Errors.of("Eks", 403, "ExpiredToken", EXPIRED))))
                        .ends(sandbox -> sandbox.world().acceptsAgain("Eks:DescribeCluster"))
                        .as("Transient")
                        .names("Eks answered")
                        .barsTeardown()
                        .quotes("ExpiredToken: " + EXPIRED)
                        .advises("Next: see that the function's role and its access entry still stand, then redrive")
                        .within(Duration.ofMinutes(10)));
    }

    /** Between the request and the stage that needs it somebody else takes it; what was so before is refused at the door. */
    static void pastTheDoor(Sandbox sandbox, Runnable taking) {
        AtomicBoolean taken = new AtomicBoolean();
        sandbox.world().intercept((call, service) -> {
            if (!sandbox.running().equals("Admission") && !taken.getAndSet(true)) {
                taking.run();
            }
            return service.get();
        });
    }

    private static Object fuller(Sandbox sandbox, Call call, Object answer) {
        return sandbox.running().equals("Admission") ? answer : withFree(call, answer, 10);
    }

    private static Object emptier(Call call, Object answer) {
        return withFree(call, answer, 4000);
    }

    private static Object withFree(Call call, Object answer, int addresses) {
        return call.toString().equals("Ec2:DescribeSubnets") && answer instanceof DescribeSubnetsResponse subnets
                ? subnets.toBuilder().subnets(subnets.subnets().stream()
                        .map(each -> each.subnetId().equals(SUBNET) ? each.toBuilder().availableIpAddressCount(addresses).build() : each)
                        .toList()).build()
                : answer;
    }
}
