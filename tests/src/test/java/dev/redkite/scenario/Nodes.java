package dev.redkite.scenario;

import dev.redkite.sandbox.Sandbox;
import java.util.List;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateBlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateBlockDeviceMappingRequest;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateTagSpecificationRequest;
import software.amazon.awssdk.services.ec2.model.RequestLaunchTemplateData;
import software.amazon.awssdk.services.ec2.model.ResponseLaunchTemplateData;

/** The machines of an environment demo, as an earlier Redkite left them. */
final class Nodes {

    private static final String TEMPLATE = "redkite-demo-milvus";

    private Nodes() {}

    /** Ids of those that run, in order. */
    static List<String> running(Sandbox sandbox) {
        Filter nodes = Filter.builder().name("tag:eks:cluster-name").values("redkite-demo").build();
        Filter running = Filter.builder().name("instance-state-name").values("running").build();
        return sandbox.world().client(Ec2Client.class).describeInstances(request -> request.filters(nodes, running)).reservations().stream()
                .flatMap(each -> each.instances().stream()).map(Instance::instanceId).sorted().toList();
    }

    /** Whose pods may ask the metadata service, and whose launch template says so. */
    static List<String> ofAnEarlierRedkite(Sandbox sandbox) {
        Ec2Client ec2 = sandbox.world().client(Ec2Client.class);
        ResponseLaunchTemplateData newest = ec2.describeLaunchTemplateVersions(request -> request.launchTemplateName(TEMPLATE).versions("$Latest"))
                .launchTemplateVersions().getFirst().launchTemplateData();
        ec2.createLaunchTemplateVersion(request -> request.launchTemplateName(TEMPLATE).launchTemplateData(open(newest)));
        List<String> nodes = running(sandbox);
        nodes.forEach(node -> ec2.modifyInstanceMetadataOptions(request -> request.instanceId(node).httpPutResponseHopLimit(2)));
        return nodes;
    }

    /** The same but that answers go two hops. */
    static RequestLaunchTemplateData open(ResponseLaunchTemplateData data) {
        return RequestLaunchTemplateData.builder()
                .blockDeviceMappings(data.blockDeviceMappings().stream().map(Nodes::disk).toList())
                .tagSpecifications(data.tagSpecifications().stream().map(tags -> LaunchTemplateTagSpecificationRequest.builder()
                        .resourceType(tags.resourceType()).tags(tags.tags()).build()).toList())
                .metadataOptions(options -> options.httpTokens("required").httpPutResponseHopLimit(2))
                .build();
    }

    private static LaunchTemplateBlockDeviceMappingRequest disk(LaunchTemplateBlockDeviceMapping device) {
        return LaunchTemplateBlockDeviceMappingRequest.builder()
                .deviceName(device.deviceName())
                .ebs(disk -> disk.volumeSize(device.ebs().volumeSize()).volumeType(device.ebs().volumeType())
                        .encrypted(device.ebs().encrypted()).deleteOnTermination(device.ebs().deleteOnTermination()))
                .build();
    }
}
