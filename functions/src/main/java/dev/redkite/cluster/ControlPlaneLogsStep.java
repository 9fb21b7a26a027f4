package dev.redkite.cluster;

import dev.redkite.environment.Ownership;
import dev.redkite.failure.AwsErrors;
import dev.redkite.failure.Failures;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Step;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;

/**
 * The log group of the control plane, made before EKS makes it: EKS gives it no tags and keeps its lines for ever
 * (https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html). One that EKS has made already is taken over.
 * It is removed with what else bears the cluster's name, once the cluster is gone and its last lines are written.
 */
record ControlPlaneLogsStep(CloudWatchLogsClient logs, InstantSource time) implements Step<EksClusterSpec, Void> {

    /** As terraform-aws-eks has it: audits look back a quarter. */
    static final int RETENTION_DAYS = 90;


    /** EKS chooses the name, and there is one for each cluster. */
    private static String name(String cluster) {
        return "/aws/eks/%s/cluster".formatted(cluster);
    }

    @Override
    public Progress<Void> run(EksClusterSpec spec) {
        find(spec.name()).ifPresentOrElse(group -> correct(spec, group), () -> create(spec));
        return Progress.done();
    }

    /** There is no look-up by name, only by its beginning. */
    private Optional<LogGroup> find(String cluster) {
        return logs.describeLogGroupsPaginator(request -> request.logGroupNamePrefix(name(cluster))).logGroups().stream()
                .filter(group -> group.logGroupName().equals(name(cluster)))
                .findFirst();
    }

    private void correct(EksClusterSpec spec, LogGroup group) {
        Map<String, String> tags = tags(spec, group);
        if (!spec.ownership().owns(tags) || !spec.ownership().differences(tags).isEmpty()) {
            logs.tagResource(request -> request.resourceArn(group.logGroupArn()).tags(added(spec, tags)));
        }
        if (group.retentionInDays() == null || group.retentionInDays() != RETENTION_DAYS) {
            retain(spec);
        }
    }

    /** @throws dev.redkite.failure.NotOurs when somebody has tagged it otherwise; EKS tags nothing */
    private Map<String, String> tags(EksClusterSpec spec, LogGroup group) {
        Map<String, String> tags = new TreeMap<>(logs.listTagsForResource(request -> request.resourceArn(group.logGroupArn())).tags());
        if (tags.keySet().stream().anyMatch(key -> !key.equals(Ownership.FOUND))) {
            spec.ownership().require("Log group " + group.logGroupName(), tags);
        }
        return tags;
    }

    private void create(EksClusterSpec spec) {
        Failures.about("Log group " + name(spec.name()), () -> AwsErrors.unlessPresent(() ->
                logs.createLogGroup(request -> request.logGroupName(name(spec.name())).tags(spec.ownership().tags()))));
        retain(spec);
    }

    private void retain(EksClusterSpec spec) {
        logs.putRetentionPolicy(request -> request.logGroupName(name(spec.name())).retentionInDays(RETENTION_DAYS));
    }

    /** The generation that made it stays on it. */
    private static Map<String, String> added(EksClusterSpec spec, Map<String, String> present) {
        Map<String, String> tags = spec.ownership().tags();
        if (spec.ownership().owns(present)) {
            tags.keySet().removeAll(List.of(Ownership.ENVIRONMENT, Ownership.GENERATION));
        }
        return tags;
    }

    /** Says that nothing comes into it from now on, so that whoever removes it need not wait for last lines. */
    void close(String cluster) {
        find(cluster).ifPresent(group -> AwsErrors.unlessAbsent(() -> logs.tagResource(request ->
                request.resourceArn(group.logGroupArn()).tags(Map.of(Ownership.FOUND, time.instant().toString())))));
    }
}
