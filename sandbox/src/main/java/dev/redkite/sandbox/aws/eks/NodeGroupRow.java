package dev.redkite.sandbox.aws.eks;

import dev.redkite.sandbox.aws.Lifecycle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.ResponseLaunchTemplateData;
import software.amazon.awssdk.services.eks.model.*;

/** One managed node group and its machines. */
final class NodeGroupRow {

    final CreateNodegroupRequest made;
    final Instant created;
    final boolean doomed;
    String version;
    NodegroupScalingConfig scaling;
    Map<String, String> labels;
    Map<String, String> tags;
    Lifecycle life;
    Issue issue;
    boolean settled;
    boolean unremoved;
    Instant updatingUntil = Instant.MIN;
    /** What EKS was given, by number; null when nothing. */
    LaunchTemplateSpecification launchTemplate;
    /** EKS' own, by which it launches. */
    String launchTemplateId;
    ResponseLaunchTemplateData launched;
    String instanceProfileName;
    String instanceProfileArn;
    final List<EksNode> machines = new ArrayList<>();
    /** No longer nodes, and still instances that run. */
    final List<EksNode> draining = new ArrayList<>();

    NodeGroupRow(CreateNodegroupRequest made, String version, Instant created, Lifecycle life, boolean doomed) {
        this.made = made;
        this.created = created;
        this.life = life;
        this.doomed = doomed;
        this.version = version;
        scaling = made.scalingConfig();
        labels = new TreeMap<>(made.labels());
        tags = new TreeMap<>(made.tags());
    }

    /** What it is without a launch template of somebody's own. */
    int diskSize() {
        return made.diskSize() == null ? 20 : made.diskSize();
    }

    NodegroupStatus status(Instant now) {
        return switch (life.at(now)) {
            case CREATING -> NodegroupStatus.CREATING;
            case ACTIVE -> now.isBefore(updatingUntil) ? NodegroupStatus.UPDATING
                    : issue == null ? NodegroupStatus.ACTIVE : NodegroupStatus.DEGRADED;
            case FAILED -> unremoved ? NodegroupStatus.DELETE_FAILED : NodegroupStatus.CREATE_FAILED;
            case DELETING, GONE -> NodegroupStatus.DELETING;
        };
    }
}
