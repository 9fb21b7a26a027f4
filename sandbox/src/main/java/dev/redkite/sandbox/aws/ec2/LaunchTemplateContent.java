package dev.redkite.sandbox.aws.ec2;

import dev.redkite.sandbox.aws.Shapes;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.services.ec2.model.*;

/** What a version of a launch template says. EC2 looks at little of it before something is launched. */
final class LaunchTemplateContent {

    private static final Set<String> KNOWN = Set.of("BlockDeviceMappings", "InstanceType", "MetadataOptions", "TagSpecifications");

    /** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_LaunchTemplateTagSpecificationRequest.html. */
    private static final Set<ResourceType> TAGGED = Set.of(
            ResourceType.INSTANCE, ResourceType.VOLUME, ResourceType.NETWORK_INTERFACE, ResourceType.SPOT_INSTANCES_REQUEST);

    private LaunchTemplateContent() {}

    static ResponseLaunchTemplateData of(RequestLaunchTemplateData data) {
        Set<String> given = data.sdkFields().stream().filter(field -> isGiven(field, data)).map(SdkField::memberName).collect(Collectors.toSet());
        if (given.isEmpty()) {
            throw Refusal.missing("LaunchTemplateData");
        }
        if (!KNOWN.containsAll(given)) {
            throw new UnsupportedOperationException("the sandbox's launch templates have %s only, asked were %s".formatted(KNOWN, given));
        }
        ResponseLaunchTemplateData.Builder content = ResponseLaunchTemplateData.builder()
                .instanceType(data.instanceType())
                .blockDeviceMappings(data.blockDeviceMappings().stream()
                        .map(device -> Shapes.copied(device, LaunchTemplateBlockDeviceMapping.builder()).build()).toList())
                .tagSpecifications(data.tagSpecifications().stream().map(LaunchTemplateContent::tags).toList());
        if (data.metadataOptions() != null) {
            content.metadataOptions(Shapes.copied(data.metadataOptions(), LaunchTemplateInstanceMetadataOptions.builder()).build());
        }
        return content.build();
    }

    private static boolean isGiven(SdkField<?> field, RequestLaunchTemplateData data) {
        Object value = field.getValueOrDefault(data);
        return value != null && !(value instanceof SdkAutoConstructList<?>);
    }

    private static LaunchTemplateTagSpecification tags(LaunchTemplateTagSpecificationRequest asked) {
        if (!TAGGED.contains(asked.resourceType())) {
            throw Refusal.parameter("'%s' is not a valid taggable resource type for this operation.".formatted(asked.resourceTypeAsString()));
        }
        List<Tag> tags = Tags.merged(List.of(), asked.tags());
        if (tags.size() < asked.tags().size()) {
            throw Refusal.parameter("Duplicate tag key specified: " + new TreeMap<>(Tags.map(asked.tags())).keySet());
        }
        return LaunchTemplateTagSpecification.builder().resourceType(asked.resourceType()).tags(tags).build();
    }

    /** What it puts on everything of a kind that is launched by it. */
    static List<Tag> tags(ResponseLaunchTemplateData data, ResourceType type) {
        return data.tagSpecifications().stream()
                .filter(specification -> specification.resourceType() == type)
                .findFirst()
                .map(LaunchTemplateTagSpecification::tags)
                .orElse(List.of());
    }
}
