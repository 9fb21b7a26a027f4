package dev.redkite.nodes;

import dev.redkite.environment.Names;
import dev.redkite.failure.AwsErrors;
import dev.redkite.network.Ec2Tags;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.LaunchTemplate;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;
import software.amazon.awssdk.services.ec2.model.ResponseLaunchTemplateData;
import software.amazon.awssdk.services.eks.model.LaunchTemplateSpecification;
import software.amazon.awssdk.services.eks.model.Nodegroup;

/**
 * How launch templates are looked up, by those who make one and by those who want to know what a node group was made by, and
 * what was launched by them. A version never changes, so what one says is asked once.
 */
public final class LaunchTemplates {

    /** The root device of Amazon Linux 2023 (https://docs.aws.amazon.com/linux/al2023/ug/compare-with-al2.html). */
    static final String ROOT_DEVICE = "/dev/xvda";

    private record Version(String templateId, String number) {}

    private final Ec2Client ec2;
    private final Map<Version, ResponseLaunchTemplateData> known = new HashMap<>();

    public LaunchTemplates(Ec2Client ec2) {
        this.ec2 = ec2;
    }

    /** Asked by a filter, which answers nothing of a name that there is not, where the name itself would be refused. */
    Optional<LaunchTemplate> find(Names names) {
        return ec2.describeLaunchTemplatesPaginator(request -> request.filters(Ec2Tags.filter("launch-template-name", names.launchTemplate())))
                .launchTemplates().stream()
                .findFirst();
    }

    /** What the newest version says that EC2 shows of it. */
    Optional<ResponseLaunchTemplateData> findNewest(LaunchTemplate template) {
        return findData(template.launchTemplateId(), Long.toString(template.latestVersionNumber()));
    }

    private Optional<ResponseLaunchTemplateData> findData(String templateId, String number) {
        Version version = new Version(templateId, number);
        Optional<ResponseLaunchTemplateData> found = Optional.ofNullable(known.get(version)).or(() -> asked(version));
        found.ifPresent(data -> known.put(version, data));
        return found;
    }

    private Optional<ResponseLaunchTemplateData> asked(Version version) {
        return AwsErrors.find(() -> ec2.describeLaunchTemplateVersions(
                        request -> request.launchTemplateId(version.templateId()).versions(version.number())).launchTemplateVersions())
                .flatMap(versions -> versions.stream().findFirst())
                .map(LaunchTemplateVersion::launchTemplateData);
    }

    /**
     * GiB of the root volumes of a group's nodes: the group says it itself or, made by a launch template, leaves it to that
     * one. Empty when somebody has deleted the template.
     */
    public Optional<Integer> findDisk(Nodegroup group) {
        LaunchTemplateSpecification template = group.launchTemplate();
        return template == null
                ? Optional.of(group.diskSize())
                : findData(template.id(), template.version()).flatMap(LaunchTemplates::disk);
    }

    /**
     * Whether pods may ask the metadata service of a group's nodes, as far as it goes by a template of ours: the newest version
     * says it, for what was launched by former ones is closed when that is made.
     */
    public boolean openMetadata(Nodegroup group) {
        return Optional.ofNullable(group.launchTemplate())
                .flatMap(template -> asked(new Version(template.id(), "$Latest")))
                .filter(data -> !InstanceMetadata.isClosed(data))
                .isPresent();
    }

    /** How many machines of a managed group run; EKS puts these tags on each. */
    int running(String cluster, String nodegroup) {
        return Math.toIntExact(ec2.describeInstancesPaginator(request -> request.filters(
                        Ec2Tags.filter("tag:eks:cluster-name", cluster), Ec2Tags.filter("tag:eks:nodegroup-name", nodegroup),
                        Ec2Tags.filter("instance-state-name", "running"))).reservations().stream()
                .mapToLong(reservation -> reservation.instances().size()).sum());
    }

    static Optional<Integer> disk(ResponseLaunchTemplateData data) {
        return data.blockDeviceMappings().stream()
                .filter(device -> ROOT_DEVICE.equals(device.deviceName()))
                .findFirst()
                .map(device -> device.ebs().volumeSize());
    }
}
