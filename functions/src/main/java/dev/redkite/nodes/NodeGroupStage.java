package dev.redkite.nodes;

import dev.redkite.cluster.EksUpdates;
import dev.redkite.environment.Identity;
import dev.redkite.failure.AwsErrors;
import dev.redkite.failure.Failures;
import dev.redkite.failure.StageBroken;
import dev.redkite.stage.Change;
import dev.redkite.stage.NamedResource;
import dev.redkite.stage.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.LaunchTemplate;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.AMITypes;
import software.amazon.awssdk.services.eks.model.CapacityTypes;
import software.amazon.awssdk.services.eks.model.CreateNodegroupRequest;
import software.amazon.awssdk.services.eks.model.Issue;
import software.amazon.awssdk.services.eks.model.LaunchTemplateSpecification;
import software.amazon.awssdk.services.eks.model.Nodegroup;
import software.amazon.awssdk.services.eks.model.NodegroupIssueCode;
import software.amazon.awssdk.services.eks.model.NodegroupScalingConfig;
import software.amazon.awssdk.services.eks.model.NodegroupStatus;
import software.amazon.awssdk.services.eks.model.UpdateType;

/**
 * The managed node group that Milvus runs on. Count, Kubernetes version, label and tags follow the plan; the instance type
 * is fixed when EKS makes a group, another disk would replace all nodes, and either is said to people instead of replacing
 * nodes below their data. A group that was made without a launch template stays without one: EKS gives it none afterwards.
 *
 * @param template by which a group is made; not needed for anything else
 */
record NodeGroupStage(
        EksClient eks, LaunchTemplates templates, @Nullable LaunchTemplate template) implements NamedResource<NodeGroupSpec, Identity, NodeGroupFacts> {

    private static final Map<String, String> LABELS = Map.of("role", "milvus");

    @Override
    public Observation<NodeGroupFacts> observe(NodeGroupSpec spec) {
        return find(spec.identity()).map(group -> switch (group.status()) {
            case ACTIVE -> Observation.compared(facts(group), changes(spec, group));
            case DEGRADED -> degraded(spec, group);
            case CREATE_FAILED, DELETE_FAILED, CREATING, UPDATING, DELETING, UNKNOWN_TO_SDK_VERSION -> observation(spec.identity(), group);
        }).orElseGet(Observation::absent);
    }

    @Override
    public Observation<NodeGroupFacts> present(Identity identity) {
        return find(identity).map(group -> observation(identity, group)).orElseGet(Observation::absent);
    }

    @Override
    public Identity identity(NodeGroupSpec spec) {
        return spec.identity();
    }

    Optional<Nodegroup> find(Identity identity) {
        Optional<Nodegroup> found = AwsErrors.find(() -> eks.describeNodegroup(request -> request
                .clusterName(identity.name()).nodegroupName(identity.names().nodeGroup())).nodegroup());
        found.ifPresent(group -> identity.ownership().require(title(identity), group.tags()));
        return found;
    }

    static String title(Identity identity) {
        return "Node group %s of %s".formatted(identity.names().nodeGroup(), identity.name());
    }

    private static Observation<NodeGroupFacts> observation(Identity identity, Nodegroup group) {
        String name = title(identity);
        return switch (group.status()) {
            case ACTIVE -> Observation.ready(facts(group));
            case DEGRADED -> Observation.degraded(subject(identity, group));
            case CREATE_FAILED, DELETE_FAILED ->
                Observation.failed("%s ended %s: %s".formatted(name, group.statusAsString(), issues(group)));
            case CREATING, UPDATING, DELETING, UNKNOWN_TO_SDK_VERSION ->
                Observation.changing("%s is %s".formatted(name, group.statusAsString()));
        };
    }

    /**
     * Other counts can be asked of it; and one whose machines once could not be launched stays so until some can, though fewer
     * are wanted now and all of them run (https://github.com/aws/containers-roadmap/issues/2326): then it is as good as another.
     */
    private Observation<NodeGroupFacts> degraded(NodeGroupSpec spec, Nodegroup group) {
        List<Change> changes = changes(spec, group);
        if (changes.isEmpty() && group.health().issues().stream().allMatch(NodeGroupStage::ofLaunches)
                && templates.running(spec.cluster(), spec.name()) >= spec.nodes().count()) {
            return Observation.ready(facts(group));
        }
        String reason = subject(spec.identity(), group);
        if (changes.isEmpty()) {
            return Observation.degraded(reason);
        }
        Change first = changes.removeFirst();
        changes.addFirst(new Change(reason + "; " + first.difference(), first.send()));
        return Observation.compared(facts(group), changes);
    }

    private static boolean ofLaunches(Issue issue) {
        return issue.code() == NodegroupIssueCode.ASG_INSTANCE_LAUNCH_FAILURES;
    }

    static String issues(Nodegroup group) {
        if (group.health() == null || group.health().issues().isEmpty()) {
            return "EKS gives no reason";
        }
        return group.health().issues().stream()
                .map(issue -> "%s (%s)%s".formatted(issue.codeAsString(), issue.message(),
                        issue.resourceIds().isEmpty() ? "" : " concerning " + String.join(", ", issue.resourceIds())))
                .collect(Collectors.joining("; "));
    }

    private static NodeGroupFacts facts(Nodegroup group) {
        return new NodeGroupFacts(
                group.nodegroupName(), group.instanceTypes().getFirst(), group.scalingConfig().desiredSize());
    }

    /** EKS carries out one change of a group at a time. */
    private List<Change> changes(NodeGroupSpec spec, Nodegroup group) {
        List<Change> changes = new ArrayList<>(fixed(spec, group));
        changes.addAll(Change.of(spec.ownership().differences(group.tags()),
                () -> eks.tagResource(request -> request.resourceArn(group.nodegroupArn()).tags(spec.ownership().userTags()))));
        List<Change> updates = new ArrayList<>(Change.of(differences(spec, group), () -> configure(spec, group)));
        if (!group.version().equals(spec.kubernetesVersion())) {
            updates.add(new Change("Kubernetes is %s, wanted %s".formatted(group.version(), spec.kubernetesVersion()), () -> upgrade(spec, group)));
        }
        changes.addAll(Change.oneAtATime(updates));
        return changes;
    }

    /** First of all, so that nothing is left half changed. */
    private List<Change> fixed(NodeGroupSpec spec, Nodegroup group) {
        int wantedDisk = spec.nodes().volumeGibibytes();
        int disk = templates.findDisk(group).orElse(wantedDisk);
        if (group.instanceTypes().equals(List.of(spec.nodes().instanceType())) && disk == wantedDisk) {
            return List.of();
        }
        String difference = "nodes are %s with %d GiB, wanted %s with %d GiB".formatted(
                String.join(", ", group.instanceTypes()), disk, spec.nodes().instanceType(), wantedDisk);
        return List.of(new Change(difference, () -> {
            throw new StageBroken("%s: %s, and both stay as they were when EKS made the group. Next: ask for the present ones, or recreate the environment."
                    .formatted(title(spec.identity()), difference));
        }));
    }

    private static List<String> differences(NodeGroupSpec spec, Nodegroup group) {
        List<String> differences = new ArrayList<>();
        if (!group.scalingConfig().equals(scaling(spec))) {
            differences.add("count is %d, wanted %d".formatted(group.scalingConfig().desiredSize(), spec.nodes().count()));
        }
        if (!group.labels().entrySet().containsAll(LABELS.entrySet())) {
            differences.add("label role=milvus is missing");
        }
        return differences;
    }

    private static NodegroupScalingConfig scaling(NodeGroupSpec spec) {
        int count = spec.nodes().count();
        return NodegroupScalingConfig.builder().minSize(count).desiredSize(count).maxSize(count).build();
    }

    @Override
    public boolean takesMinutes() {
        return true;
    }

    @Override
    public Observation<NodeGroupFacts> made(NodeGroupSpec spec) {
        LaunchTemplateSpecification newest = newest(Objects.requireNonNull(template, "a group is made by a template"));
        return observation(spec.identity(), Failures.about(title(spec.identity()), () -> eks.createNodegroup(CreateNodegroupRequest.builder()
                .clusterName(spec.cluster())
                .nodegroupName(spec.name())
                .nodeRole(spec.roleArn())
                .subnets(spec.subnetIds())
                .amiType(image(spec.nodes().instanceType()))
                .capacityType(CapacityTypes.ON_DEMAND)
                .instanceTypes(spec.nodes().instanceType())
                .launchTemplate(newest)
                .scalingConfig(scaling(spec))
                .updateConfig(update -> update.maxUnavailable(1))
                .version(spec.kubernetesVersion())
                .labels(LABELS)
                .tags(spec.ownership().tags())
                .build()).nodegroup()));
    }

    @Override
    public void create(NodeGroupSpec spec) {
        made(spec);
    }

    /** By number: EKS shows a number, and it is the version that the nodes stay with. */
    private static LaunchTemplateSpecification newest(LaunchTemplate template) {
        return LaunchTemplateSpecification.builder()
                .id(template.launchTemplateId())
                .version(Long.toString(template.latestVersionNumber()))
                .build();
    }

    /** Graviton types have a g right behind the generation: m7g, c7gn, r6gd (https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html). */
    private static AMITypes image(String instanceType) {
        boolean arm = instanceType.matches("[a-z]+[0-9]+g[a-z]*\\..*|a1\\..*");
        return arm ? AMITypes.AL2023_ARM_64_STANDARD : AMITypes.AL2023_X86_64_STANDARD;
    }

    private void configure(NodeGroupSpec spec, Nodegroup group) {
        requireNoneFailed(UpdateType.CONFIG_UPDATE, spec, group);
        Failures.about(subject(spec.identity(), group), () -> eks.updateNodegroupConfig(request -> request
                .clusterName(spec.cluster())
                .nodegroupName(spec.name())
                .labels(labels -> labels.addOrUpdateLabels(LABELS))
                .scalingConfig(scaling(spec))));
    }

    private void upgrade(NodeGroupSpec spec, Nodegroup group) {
        requireNoneFailed(UpdateType.VERSION_UPDATE, spec, group);
        Failures.about(subject(spec.identity(), group), () -> eks.updateNodegroupVersion(request -> request
                .clusterName(spec.cluster())
                .nodegroupName(spec.name())
                .version(spec.kubernetesVersion())
                .launchTemplate(findNewest(spec, group).orElse(null))));
    }

    private void requireNoneFailed(UpdateType type, NodeGroupSpec spec, Nodegroup group) {
        EksUpdates.ofNodeGroup(eks, spec.cluster(), spec.name()).requireNoneFailed(type, title(spec.identity()), group.nodegroupArn(), group.tags());
    }

    /** With what ails it, for EKS may refuse to change it because of that. */
    private static String subject(Identity identity, Nodegroup group) {
        String title = title(identity);
        return group.status() == NodegroupStatus.DEGRADED ? "%s is DEGRADED: %s".formatted(title, issues(group)) : title;
    }

    /** EKS takes no other template than the one that the group was made by; without any it keeps what it has. */
    private Optional<LaunchTemplateSpecification> findNewest(NodeGroupSpec spec, Nodegroup group) {
        return Optional.ofNullable(group.launchTemplate()).flatMap(made -> templates.find(spec.names())
                .filter(template -> template.launchTemplateId().equals(made.id()))
                .map(NodeGroupStage::newest));
    }

    @Override
    public void remove(Identity identity) {
        AwsErrors.unlessAbsent(() -> eks.deleteNodegroup(
                request -> request.clusterName(identity.name()).nodegroupName(identity.names().nodeGroup())));
    }
}
