package dev.redkite.audit;

import dev.redkite.audit.Leftover.Leaving;
import dev.redkite.audit.Leftover.Stuck;
import dev.redkite.audit.Leftover.Sweepable;
import dev.redkite.environment.Ownership;
import dev.redkite.failure.AwsErrors;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;

/**
 * The control plane's log group. A teardown switches its logging off first; where somebody else removed the cluster, EKS
 * makes the group again for last lines (https://github.com/terraform-aws-modules/terraform-aws-eks/issues/2446). So it is
 * kept a while for those, and remembers itself since when.
 */
record LogGroupFinder(CloudWatchLogsClient logs, InstantSource time) implements ResourceFinder {

    /** Longer than last lines were seen to take; nothing is published. A teardown that has switched logging off knows of none. */
    static final Duration LAST_LINES = Duration.ofMinutes(4);

    /** There is no look-up by name, only by its beginning. */
    @Override
    public Findings ask(AuditSpec spec) {
        String name = "/aws/eks/%s/cluster".formatted(spec.cluster());
        List<LogGroup> found = logs.describeLogGroupsPaginator(request -> request.logGroupNamePrefix(name))
                .logGroups().stream()
                .filter(group -> group.logGroupName().equals(name))
                .toList();
        return Findings.found(1, found.stream().map(group -> leftover(group, spec.names().region())).toList());
    }

    /** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/protecting-log-groups-from-deletion.html. */
    private Leftover leftover(LogGroup group, String region) {
        String name = "log group " + group.logGroupName();
        if (Boolean.TRUE.equals(group.deletionProtectionEnabled())) {
            return new Stuck(name, "somebody has switched on its deletion protection",
                    "switch it off if the group may go (aws logs put-log-group-deletion-protection --region %s --log-group-identifier %s --no-deletion-protection-enabled)"
                            .formatted(region, group.logGroupName()));
        }
        String found = AwsErrors.find(() -> logs.listTagsForResource(request -> request.resourceArn(group.logGroupArn())))
                .map(answer -> answer.tags().get(Ownership.FOUND))
                .orElse(null);
        if (found == null) {
            return new Sweepable(name, () -> remember(group));
        }
        return time.instant().isBefore(Instant.parse(found).plus(LAST_LINES))
                ? new Leaving(name, "EKS may still write last lines into it")
                : new Sweepable(name, () -> AwsErrors.unlessAbsent(
                        () -> logs.deleteLogGroup(request -> request.logGroupName(group.logGroupName()))));
    }

    private void remember(LogGroup group) {
        AwsErrors.unlessAbsent(() -> logs.tagResource(request ->
                request.resourceArn(group.logGroupArn()).tags(Map.of(Ownership.FOUND, time.instant().toString()))));
    }

    @Override
    public Set<String> types() {
        return Set.of("logs:log-group");
    }
}
