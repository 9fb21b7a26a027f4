package dev.redkite.environment;

/**
 * What AWS has of an environment, whatever was planned; each member null when nothing of it stands. What has ended in
 * failure or is being deleted does not stand: its stage makes it anew.
 *
 * @param network           a VPC of Redkite's own, or the subnets in which clusters and nodes stand
 * @param kafka             as the brokers are, wanted or not
 * @param nodes             as their group was made; 0 GiB when the launch template that says how much is gone
 * @param milvus            whether Milvus has volumes or ever was ready, so that there is data to be lost
 * @param deletionProtected whether the control plane's tags say that it is not to be torn down
 * @param metadataOpen      whether pods get the nodes' role from the nodes' metadata service
 */
public record Found(
        Plan.Network network, Plan.Kafka kafka, Plan.Nodes nodes, boolean milvus, boolean deletionProtected, boolean metadataOpen) {

    public static final Found NOTHING = new Found(null, null, null, false, false, false);
}
