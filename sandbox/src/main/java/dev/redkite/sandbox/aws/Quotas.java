package dev.redkite.sandbox.aws;

/**
 * How much of a kind an account may have in a region. Requests for more are refused, and what somebody else has there
 * counts. Names, codes and defaults are Service Quotas'
 * (https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html).
 *
 * @param vpcs              VPCs per Region, vpc L-F678F1CE
 * @param internetGateways  Internet gateways per Region, vpc L-A4707A72
 * @param natGateways       NAT gateways per Availability Zone, vpc L-FE5A380F
 * @param elasticIps        EC2-VPC Elastic IPs, ec2 L-0263D0A3
 * @param standardVcpus     Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances, ec2 L-1216C47A
 * @param kubernetesClusters Clusters, eks L-1194D53C
 * @param kafkaBrokers      Number of brokers per account, kafka L-EDD31C36
 * @param networkLoadBalancers Network Load Balancers per Region, elasticloadbalancing L-69A177A2
 * @param applicationLoadBalancers Application Load Balancers per Region, elasticloadbalancing L-53DA6B97
 */
public record Quotas(
        int vpcs, int internetGateways, int natGateways, int elasticIps, int standardVcpus, int kubernetesClusters, int kafkaBrokers,
        int networkLoadBalancers, int applicationLoadBalancers) {

    /**
     * Every default but that of vCPUs, which is 5 on paper; accounts that have not run much yet are met with 32
     * (https://github.com/scrapoxy/scrapoxy/issues/202,
     * https://github.com/geoschem/integrated_methane_inversion/issues/41).
     */
    public static Quotas young() {
        return new Quotas(5, 5, 5, 5, 32, 100, 90, 50, 50);
    }

    public Quotas withVpcs(int raised) {
        return new Quotas(raised, internetGateways, natGateways, elasticIps, standardVcpus, kubernetesClusters,
                kafkaBrokers, networkLoadBalancers, applicationLoadBalancers);
    }

    public Quotas withInternetGateways(int raised) {
        return new Quotas(vpcs, raised, natGateways, elasticIps, standardVcpus, kubernetesClusters,
                kafkaBrokers, networkLoadBalancers, applicationLoadBalancers);
    }

    public Quotas withNatGateways(int raised) {
        return new Quotas(vpcs, internetGateways, raised, elasticIps, standardVcpus, kubernetesClusters,
                kafkaBrokers, networkLoadBalancers, applicationLoadBalancers);
    }

    public Quotas withElasticIps(int raised) {
        return new Quotas(vpcs, internetGateways, natGateways, raised, standardVcpus, kubernetesClusters,
                kafkaBrokers, networkLoadBalancers, applicationLoadBalancers);
    }

    public Quotas withStandardVcpus(int raised) {
        return new Quotas(vpcs, internetGateways, natGateways, elasticIps, raised, kubernetesClusters,
                kafkaBrokers, networkLoadBalancers, applicationLoadBalancers);
    }

    public Quotas withKubernetesClusters(int raised) {
        return new Quotas(vpcs, internetGateways, natGateways, elasticIps, standardVcpus, raised,
                kafkaBrokers, networkLoadBalancers, applicationLoadBalancers);
    }

    public Quotas withKafkaBrokers(int raised) {
        return new Quotas(vpcs, internetGateways, natGateways, elasticIps, standardVcpus, kubernetesClusters,
                raised, networkLoadBalancers, applicationLoadBalancers);
    }

    public Quotas withNetworkLoadBalancers(int raised) {
        return new Quotas(vpcs, internetGateways, natGateways, elasticIps, standardVcpus, kubernetesClusters,
                kafkaBrokers, raised, applicationLoadBalancers);
    }

    public Quotas withApplicationLoadBalancers(int raised) {
        return new Quotas(vpcs, internetGateways, natGateways, elasticIps, standardVcpus, kubernetesClusters,
                kafkaBrokers, networkLoadBalancers, raised);
    }
}
