package dev.redkite.nodes;

import software.amazon.awssdk.services.ec2.model.HttpTokensState;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceMetadataEndpointState;
import software.amazon.awssdk.services.ec2.model.InstanceMetadataOptionsResponse;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateHttpTokensState;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateInstanceMetadataEndpointState;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateInstanceMetadataOptions;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateInstanceMetadataOptionsRequest;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateInstanceMetadataTagsState;
import software.amazon.awssdk.services.ec2.model.ResponseLaunchTemplateData;

/**
 * How far a node's metadata service answers: to the node alone, for whoever reaches it has the node's role
 * (https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html, "Restrict access to the instance
 * profile assigned to the worker node"; docs/decisions/0036). Nothing of ours asks from behind the node's own hop: the VPC CNI
 * and kube-proxy are in the nodes' network, the load balancer controller is told region and VPC, whoever has a role of its
 * own is told the region with it, and the EBS CSI driver goes on with what Kubernetes knows of its node
 * (https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/install.md, "Metadata").
 */
final class InstanceMetadata {

    /** An answer is dropped at the second hop, which is a pod's unless it is in the node's network. */
    static final int HOPS = 1;

    private InstanceMetadata() {}

    /**
     * What is not said here says the account (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-options.html,
     * "Order of precedence"): with the service off no node joins, and an instance that sees its own tags may have none with a
     * slash, which Kubernetes' have (https://github.com/eksctl-io/eksctl/issues/8446).
     */
    static LaunchTemplateInstanceMetadataOptionsRequest wanted() {
        return LaunchTemplateInstanceMetadataOptionsRequest.builder()
                .httpEndpoint(LaunchTemplateInstanceMetadataEndpointState.ENABLED)
                .instanceMetadataTags(LaunchTemplateInstanceMetadataTagsState.DISABLED)
                .httpTokens(LaunchTemplateHttpTokensState.REQUIRED)
                .httpPutResponseHopLimit(HOPS)
                .build();
    }

    /** Whether pods are kept from it on instances that are launched so. */
    static boolean isClosed(ResponseLaunchTemplateData data) {
        LaunchTemplateInstanceMetadataOptions options = data.metadataOptions();
        return options != null && options.httpTokens() == LaunchTemplateHttpTokensState.REQUIRED
                && Integer.valueOf(HOPS).equals(options.httpPutResponseHopLimit());
    }

    /** One that is off answers nobody, and EC2 refuses to set it otherwise unless it is switched on. */
    static boolean isClosed(Instance instance) {
        InstanceMetadataOptionsResponse options = instance.metadataOptions();
        return options != null && (options.httpEndpoint() == InstanceMetadataEndpointState.DISABLED
                || options.httpTokens() == HttpTokensState.REQUIRED && Integer.valueOf(HOPS).equals(options.httpPutResponseHopLimit()));
    }
}
