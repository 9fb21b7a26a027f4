package dev.redkite.catalog;

/**
 * Everything in an environment that costs money by the hour. Requests, traffic and what is stored in S3 depend on use
 * and are not counted.
 *
 * @param nodeVolumeGibibytes   root volume of one node
 * @param brokerVolumeGibibytes storage of one broker
 * @param etcdVolumeGibibytes   volume of one etcd replica
 */
public record BillOfMaterials(
        String nodeType,
        int nodes,
        int nodeVolumeGibibytes,
        String brokerType,
        int brokers,
        int brokerVolumeGibibytes,
        int etcdReplicas,
        int etcdVolumeGibibytes,
        int natGateways,
        int networkLoadBalancers,
        int applicationLoadBalancers,
        int keys,
        int secrets) {}
