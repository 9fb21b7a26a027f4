package dev.redkite.environment;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What AWS has of an environment, whatever was planned. What has ended in failure or is being deleted is not there: its
 * stage makes it anew.
 *
 * @param network           a VPC of Redkite's own, or the subnets in which clusters and nodes stand
 * @param kafka             as the brokers are, wanted or not
 * @param nodes             as their group was made; 0 GiB when the launch template that says how much is gone
 * @param milvus            whether Milvus has volumes or ever was ready, so that there is data to be lost
 * @param deletionProtected whether the control plane's tags say that it is not to be torn down
 * @param metadataOpen      whether pods get the nodes' role from the nodes' metadata service
 */
public record ExistingResources(
        Plan.@Nullable Network network, Plan.@Nullable Kafka kafka, Plan.@Nullable Nodes nodes,
        boolean milvus, boolean deletionProtected, boolean metadataOpen) {

    public static final ExistingResources NOTHING = new ExistingResources(null, null, null, false, false, false);

    /** The network, unless it is a VPC of which too few subnets were made to tell how it was planned. */
    Optional<Plan.Network> laidOutNetwork() {
        return Optional.ofNullable(network).filter(found -> found.adopted() || found.zones().size() >= Zones.FEWEST);
    }
}
