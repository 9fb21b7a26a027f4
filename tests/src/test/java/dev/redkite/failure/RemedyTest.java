package dev.redkite.failure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the services say when something has run out, and what is advised then. */
class RemedyTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Ec2 answered VpcLimitExceeded: The maximum number of VPCs has been reached. | L-F678F1CE",
        "Ec2 answered AddressLimitExceeded: The maximum number of addresses has been reached. | L-0263D0A3",
        "Ec2 answered NatGatewayLimitExceeded: The maximum number of NAT gateways has been reached. | L-FE5A380F",
        "Ec2 answered InternetGatewayLimitExceeded: The maximum number of internet gateways has been reached. | L-A4707A72",
        "Ec2 answered RulesPerSecurityGroupLimitExceeded: The maximum number of rules per security group has been reached. | L-0EA8095F",
        "Ec2 answered SecurityGroupLimitExceeded: The maximum number of security groups has been reached. | L-E79EC296",
        "Eks answered ResourceLimitExceededException: Cluster limit exceeded for account | L-1194D53C",
        "Kafka answered BadRequestException: The number of brokers exceeds the limit | L-EDD31C36",
        "S3 answered TooManyBuckets: You have attempted to create more buckets than allowed | L-DC2B2D3D",
        "Kms answered LimitExceededException: Key quota for this account is exceeded | L-C2F1777E",
        "SecretsManager answered LimitExceededException: exceeds Secrets Manager quotas | L-2F66C23C",
        "Could not launch On-Demand Instances. You have requested more vCPU capacity than your current vCPU limit of 0 | L-1216C47A",
        "Ingress milvus-attu: FailedDeployModel, Failed deploy model due to TooManyLoadBalancers: The maximum | L-53DA6B97",
        "Service milvus: FailedDeployModel, Failed deploy model due to TooManyLoadBalancers: The maximum | L-69A177A2",
    })
    void a_quota_is_named_with_its_code(String said, String code) {
        assertThat(Remedy.find(said)).hasValueSatisfying(remedy -> {
            assertThat(remedy.definite()).isTrue();
            assertThat(remedy.next()).contains(code).contains("Service Quotas");
        });
    }

    @Test
    void capacity_may_come_back_by_itself() {
        assertThat(Remedy.find("InsufficientInstanceCapacity - We currently do not have sufficient m6i.2xlarge capacity"))
                .hasValueSatisfying(remedy -> assertThat(remedy.definite()).isFalse());
    }

    @Test
    void a_clusters_deletion_protection_is_not_switched_off_on_a_load_balancer() {
        assertThat(Remedy.find("Eks answered InvalidRequestException: Cluster redkite-demo has deletion protection enabled and cannot be deleted"))
                .hasValueSatisfying(remedy -> assertThat(remedy.next()).contains("aws eks update-cluster-config", "--no-deletion-protection"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Eks answered ThrottlingException: Rate exceeded",
        "Ec2 answered RequestLimitExceeded: Request limit exceeded.",
        "MSK cluster redkite-demo is CREATING, 3 brokers",
        "Node group milvus of redkite-demo is UPDATING",
        "Ec2 answered InvalidParameterValue: Value () for parameter groupId is invalid.",
    })
    void what_passes_by_itself_or_is_something_else_is_not_taken_for_a_quota(String said) {
        assertThat(Remedy.find(said)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Exposure: Service milvus has no address yet; no pod of the load balancer controller is ready | redrive the execution, which puts nodes and load balancer controller right",
        "MilvusRelease: Helm failed: failed calling webhook: no endpoints available for service \"aws-load-balancer-webhook-service\" | redrive the execution, which puts nodes",
        "Exposure: FailedDeployModel, InvalidSubnet: Not enough IP space available in subnet-1. ELB requires at least 8 free IP addresses | free addresses in that subnet",
        "Exposure: FailedDeployModel, Failed deploy model due to CertificateNotFound: Certificate 'arn' not found | name another certificate in exposure.certificateArn",
        "MilvusRelease: namespace milvus is being deleted: Some content in the namespace has finalizers remaining | kubectl get namespace milvus --output yaml",
    })
    void what_somebody_took_away_or_holds_is_no_outage(String said, String next) {
        assertThat(Remedy.find(said)).hasValueSatisfying(remedy -> assertThat(remedy.next()).contains(next));
    }

    @Test
    void a_quota_is_raised_or_given_room_or_gone_round() {
        assertThat(Remedy.find("Ec2 answered VpcLimitExceeded: no")).map(Remedy::next).contains(
                "raise the quota VPCs per Region (vpc, L-F678F1CE) in Service Quotas, or delete a VPC, then redrive the execution;"
                        + " or name subnets of an existing one in network.subnetIds and send the request again");
    }

    @Test
    void a_quota_that_nothing_goes_round_is_raised_or_given_room() {
        assertThat(Remedy.find("Ec2 answered NatGatewayLimitExceeded: no")).map(Remedy::next).contains(
                "raise the quota NAT gateways per Availability Zone (vpc, L-FE5A380F) in Service Quotas, or delete a NAT gateway,"
                        + " then redrive the execution");
    }

    @Test
    void who_wants_one_address_is_not_told_to_want_fewer() {
        assertThat(Remedy.find("Elastic IP address x, the only one that is wanted: Ec2 answered AddressLimitExceeded: no"))
                .hasValueSatisfying(remedy -> assertThat(remedy.next()).contains("L-0263D0A3").doesNotContain("natGateways"));
    }
}
