package dev.redkite.failure;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an account may have how many of, as Service Quotas names it
 * (https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html, page by page; all in one list:
 * https://github.com/gruntwork-io/terraform-aws-utilities/blob/main/docs/quotas.md).
 */
public enum ServiceQuota {
    VPCS("VPCs per Region", "vpc", "L-F678F1CE", "delete a VPC",
            "name subnets of an existing one in network.subnetIds"),
    ELASTIC_IPS("EC2-VPC Elastic IPs", "ec2", "L-0263D0A3", "release an Elastic IP address",
            "ask for network.natGateways single"),
    NAT_GATEWAYS("NAT gateways per Availability Zone", "vpc", "L-FE5A380F", "delete a NAT gateway"),
    INTERNET_GATEWAYS("Internet gateways per Region", "vpc", "L-A4707A72", "delete an internet gateway"),
    SECURITY_GROUP_RULES("Inbound or outbound rules per security group", "vpc", "L-0EA8095F", "remove rules of that group",
            "name fewer sourceRanges"),
    SECURITY_GROUPS("VPC security groups per Region", "vpc", "L-E79EC296", "delete security groups"),
    STANDARD_VCPUS("Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances", "ec2", "L-1216C47A",
            "stop instances", "ask for fewer or smaller nodes"),
    KUBERNETES_CLUSTERS("Clusters", "eks", "L-1194D53C", "delete an EKS cluster"),
    KAFKA_BROKERS("Number of brokers per account", "kafka", "L-EDD31C36", "delete an MSK cluster"),
    BUCKETS("General purpose buckets", "s3", "L-DC2B2D3D", "delete a bucket",
            "name an existing one in storage.bucket"),
    KEYS("Customer Master Keys (CMKs)", "kms", "L-C2F1777E", "schedule the deletion of keys"),
    SECRETS("Secrets per Region", "secretsmanager", "L-2F66C23C", "delete secrets"),
    HOSTED_ZONES("Hosted zones in US East (N. Virginia)", "route53", "L-4EA4796A", "delete a hosted zone",
            "name a zone of yours in exposure.domain.hostedZone"),
    NETWORK_LOAD_BALANCERS("Network Load Balancers per Region", "elasticloadbalancing", "L-69A177A2", "delete a Network Load Balancer"),
    APPLICATION_LOAD_BALANCERS("Application Load Balancers per Region", "elasticloadbalancing", "L-53DA6B97",
            "delete an Application Load Balancer");

    /** As the console shows it. */
    private final String title;
    private final String service;
    private final String code;
    private final String room;
    private final @Nullable String otherwise;

    ServiceQuota(String title, String service, String code, String room) {
        this(title, service, code, room, null);
    }

    ServiceQuota(String title, String service, String code, String room, @Nullable String otherwise) {
        this.title = title;
        this.service = service;
        this.code = code;
        this.room = room;
        this.otherwise = otherwise;
    }

    /** Service Quotas' code of the service. */
    public String service() {
        return service;
    }

    public String code() {
        return code;
    }

    /** What makes room without having it raised. */
    public String room() {
        return room;
    }

    /** What to ask for instead, which takes another request; empty where nothing else would do. */
    public Optional<String> otherwise() {
        return Optional.ofNullable(otherwise);
    }

    /** E.g. {@code VPCs per Region (vpc, L-F678F1CE)}. */
    @Override
    public String toString() {
        return "%s (%s, %s)".formatted(title, service, code);
    }
}
