package dev.redkite.nodes;

import dev.redkite.environment.Identity;
import dev.redkite.failure.AwsErrors;
import dev.redkite.failure.Failures;
import dev.redkite.network.Ec2Tags;
import dev.redkite.stage.Change;
import dev.redkite.stage.NamedResource;
import dev.redkite.stage.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.LaunchTemplate;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateTagSpecification;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateTagSpecificationRequest;
import software.amazon.awssdk.services.ec2.model.RequestLaunchTemplateData;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.ResponseLaunchTemplateData;
import software.amazon.awssdk.services.ec2.model.VolumeType;

/**
 * What the nodes are launched by: EKS hands a node group's tags on to nothing, a launch template's reach every instance,
 * its disk and its network interface (docs/decisions/0031). Who may ask an instance's metadata service only the template says
 * (docs/decisions/0036). Image, type, role, subnets and security groups stay EKS'.
 *
 * <p>Other tags are a new version. A node group goes by the version that it was given, so that no node is replaced for
 * a tag; the next change of Kubernetes' version, which replaces nodes anyway, takes the newest along.
 */
record LaunchTemplateStage(Ec2Client ec2, LaunchTemplates templates) implements NamedResource<NodeGroupSpec, Identity, LaunchTemplate> {

    private static final List<ResourceType> TAGGED = List.of(ResourceType.INSTANCE, ResourceType.VOLUME, ResourceType.NETWORK_INTERFACE);


    private static String title(Identity identity) {
        return "Launch template " + identity.names().launchTemplate();
    }

    @Override
    public Observation<LaunchTemplate> observe(NodeGroupSpec spec) {
        return present(spec.identity()).then(template -> observation(spec, template));
    }

    @Override
    public Observation<LaunchTemplate> present(Identity identity) {
        Optional<LaunchTemplate> found = templates.find(identity.names());
        found.ifPresent(template -> identity.ownership().require(title(identity), Ec2Tags.map(template.tags())));
        return found.map(Observation::ready).orElseGet(Observation::absent);
    }

    @Override
    public Identity identity(NodeGroupSpec spec) {
        return spec.identity();
    }

    /** A version has no name: one too many, after an answer that was lost or a look that lagged, says the same and hurts nobody. */
    private Observation<LaunchTemplate> observation(NodeGroupSpec spec, LaunchTemplate template) {
        List<Change> changes = new ArrayList<>(
                Ec2Tags.changes(ec2, spec.ownership(), Map.of(), template.launchTemplateId(), template.tags()));
        changes.addAll(Change.of(versionDifferences(spec, template), () -> ec2.createLaunchTemplateVersion(request -> request
                .launchTemplateId(template.launchTemplateId())
                .launchTemplateData(data(spec)))));
        return Observation.compared(template, changes);
    }

    private List<String> versionDifferences(NodeGroupSpec spec, LaunchTemplate template) {
        return templates.findNewest(template)
                .map(data -> differences(spec, data))
                .orElseGet(() -> List.of("its newest version does not show"));
    }

    private static List<String> differences(NodeGroupSpec spec, ResponseLaunchTemplateData data) {
        List<String> differences = new ArrayList<>();
        TAGGED.forEach(type -> spec.ownership().differences(tags(data, type))
                .forEach(difference -> differences.add("%s: %s".formatted(type, difference))));
        int wantedDisk = spec.nodes().volumeGibibytes();
        LaunchTemplates.disk(data).filter(disk -> disk != wantedDisk)
                .ifPresent(disk -> differences.add("disks have %d GiB, wanted %d GiB".formatted(disk, wantedDisk)));
        if (!InstanceMetadata.isClosed(data)) {
            differences.add("pods may ask the metadata service of their node");
        }
        return differences;
    }

    private static Map<String, String> tags(ResponseLaunchTemplateData data, ResourceType type) {
        return data.tagSpecifications().stream()
                .filter(specification -> specification.resourceType() == type)
                .findFirst()
                .map(LaunchTemplateTagSpecification::tags)
                .map(Ec2Tags::map)
                .orElse(Map.of());
    }

    @Override
    public Observation<LaunchTemplate> made(NodeGroupSpec spec) {
        String name = spec.names().launchTemplate();
        return Failures.about(title(spec.identity()), () -> AwsErrors.unlessTaken(() -> ec2.createLaunchTemplate(request -> request
                        .launchTemplateName(name)
                        .launchTemplateData(data(spec))
                        .tagSpecifications(Ec2Tags.specification(ResourceType.LAUNCH_TEMPLATE, spec.ownership().tags(name)))).launchTemplate()))
                .map(Observation::ready).orElseGet(() -> observe(spec));
    }

    @Override
    public void create(NodeGroupSpec spec) {
        made(spec);
    }

    private static RequestLaunchTemplateData data(NodeGroupSpec spec) {
        Map<String, String> tags = spec.ownership().tags(spec.names().launchTemplate());
        return RequestLaunchTemplateData.builder()
                .blockDeviceMappings(device -> device.deviceName(LaunchTemplates.ROOT_DEVICE).ebs(disk -> disk
                        .volumeType(VolumeType.GP3)
                        .volumeSize(spec.nodes().volumeGibibytes())
                        .encrypted(true)
                        .deleteOnTermination(true)))
                .metadataOptions(InstanceMetadata.wanted())
                .tagSpecifications(TAGGED.stream()
                        .map(type -> LaunchTemplateTagSpecificationRequest.builder().resourceType(type).tags(Ec2Tags.list(tags)).build())
                        .toList())
                .build();
    }

    @Override
    public void remove(Identity identity) {
        templates.find(identity.names()).ifPresent(template -> AwsErrors.unlessAbsent(
                () -> ec2.deleteLaunchTemplate(request -> request.launchTemplateId(template.launchTemplateId()))));
    }
}
