package dev.redkite.sandbox.aws.cloudwatchlogs;

import dev.redkite.sandbox.aws.AccountRegion;
import dev.redkite.sandbox.aws.Errors;
import dev.redkite.sandbox.aws.FakeService;
import dev.redkite.sandbox.aws.Shelf;
import dev.redkite.sandbox.aws.StandingResource;
import dev.redkite.sandbox.aws.eks.FakeEksClient;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.*;

/** Amazon CloudWatch Logs: groups, no lines. The groups of EKS' control planes come by themselves and stay. */
public final class FakeCloudWatchLogsClient extends FakeService implements CloudWatchLogsClient {

    private static final int PAGE = 50;

    /** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html. */
    private static final Set<Integer> RETENTIONS = Set.of(
            1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653);

    /** @param days that its lines are kept; null for ever */
    private record Group(Instant made, Map<String, String> tags, Integer days, boolean guarded) {}

    private final AccountRegion place;
    private final FakeEksClient eks;
    private final ControlPlaneLogs controlPlanes = new ControlPlaneLogs();
    private boolean comingAndGoing;
    /** How often EKS had changed when its clusters were last asked whether they log. */
    private long clustersSettled = -1;
    private final TreeMap<String, Group> groups = new TreeMap<>();

    public FakeCloudWatchLogsClient(AccountRegion place, FakeEksClient eks) {
        this.place = place;
        this.eks = eks;
        eks.whenClusterActive(_ -> settled());
        eks.whenClusterSilent(controlPlanes::silence);
        eks.whenClusterGone(cluster -> controlPlanes.end(cluster, place.now()));
    }

    /** A group that somebody else made. */
    public void standing(String name, Map<String, String> tags) {
        groups.put(name, new Group(place.now(), Map.copyOf(tags), null, false));
        changes.note();
    }

    /** From now on whoever lists groups sees one of somebody else's at the list's end that is gone when he asks about it. */
    public void othersComeAndGo() {
        comingAndGoing = true;
    }

    @Override
    protected Stream<StandingResource> standing() {
        return StandingResource.all("logs:log-group:", settled(), this::arn, Group::tags, group -> "kept %s days".formatted(group.days()));
    }

    @Override
    protected Stream<Shelf> shelves() {
        settled();
        return super.shelves();
    }

    /** Logging can be switched on long after a cluster has been made. */
    private TreeMap<String, Group> settled() {
        long now = eks.changes().until(place.now());
        if (now == clustersSettled) {
            return groups;
        }
        clustersSettled = now;
        for (String name : eks.logging()) {
            if (!controlPlanes.delivers(name)) {
                controlPlanes.begin(name);
                deliver(ControlPlaneLogs.group(name));
            }
        }
        return groups;
    }

    private void deliver(String group) {
        if (controlPlanes.comesAt(group, place.now())) {
            groups.putIfAbsent(group, new Group(place.now(), Map.of(), null, false));
            changes.note();
        }
    }

    @Override
    public DescribeLogGroupsResponse describeLogGroups(DescribeLogGroupsRequest request) {
        if (request.logGroupNamePattern() != null || request.hasLogGroupIdentifiers() || request.hasAccountIdentifiers()) {
            throw new UnsupportedOperationException("the sandbox finds log groups by prefix only");
        }
        String prefix = request.logGroupNamePrefix() == null ? "" : request.logGroupNamePrefix();
        String after = request.nextToken() == null ? "" : token(request.nextToken());
        List<String> found = settled().tailMap(after, false).keySet().stream().filter(name -> name.startsWith(prefix)).toList();
        int size = Math.min(found.size(), request.limit() == null ? PAGE : request.limit());
        return DescribeLogGroupsResponse.builder()
                .logGroups(Stream.concat(found.subList(0, size).stream().map(this::described),
                        comingAndGoing && size == found.size() ? passing(prefix) : Stream.of()).toList())
                .nextToken(size < found.size() ? "after:" + found.get(size - 1) : null)
                .build();
    }

    private Stream<LogGroup> passing(String prefix) {
        String name = "%s-%s".formatted(prefix, place.identifiers().hexadecimal("passing-group", 8));
        return Stream.of(LogGroup.builder().logGroupName(name).arn(arn(name) + ":*").logGroupArn(arn(name)).build());
    }

    private static String token(String token) {
        if (!token.startsWith("after:")) {
            throw error("InvalidParameterException", "The specified nextToken is invalid.");
        }
        return token.substring("after:".length());
    }

    /** {@code arn} ends in an asterisk, {@code logGroupArn} does not: other calls take the latter only. */
    private LogGroup described(String name) {
        return LogGroup.builder()
                .logGroupName(name)
                .arn(arn(name) + ":*")
                .logGroupArn(arn(name))
                .creationTime(groups.get(name).made().toEpochMilli())
                .retentionInDays(groups.get(name).days())
                .deletionProtectionEnabled(groups.get(name).guarded())
                .storedBytes(0L)
                .build();
    }

    /** The ARN that tags go by. */
    private String arn(String name) {
        return place.arn("logs", "log-group:" + name);
    }

    @Override
    public CreateLogGroupResponse createLogGroup(CreateLogGroupRequest request) {
        if (settled().containsKey(request.logGroupName())) {
            throw error("ResourceAlreadyExistsException", "The specified log group already exists");
        }
        groups.put(request.logGroupName(), new Group(place.now(), Map.copyOf(request.tags()), null, false));
        return CreateLogGroupResponse.builder().build();
    }

    @Override
    public PutRetentionPolicyResponse putRetentionPolicy(PutRetentionPolicyRequest request) {
        Group group = require(request.logGroupName());
        if (!RETENTIONS.contains(request.retentionInDays())) {
            throw error("InvalidParameterException", "Invalid retention value: " + request.retentionInDays());
        }
        groups.put(request.logGroupName(), new Group(group.made(), group.tags(), request.retentionInDays(), group.guarded()));
        return PutRetentionPolicyResponse.builder().build();
    }

    /** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/protecting-log-groups-from-deletion.html. */
    @Override
    public PutLogGroupDeletionProtectionResponse putLogGroupDeletionProtection(PutLogGroupDeletionProtectionRequest request) {
        Group group = require(request.logGroupIdentifier());
        groups.put(request.logGroupIdentifier(), new Group(group.made(), group.tags(), group.days(), request.deletionProtectionEnabled()));
        return PutLogGroupDeletionProtectionResponse.builder().build();
    }

    @Override
    public DeleteLogGroupResponse deleteLogGroup(DeleteLogGroupRequest request) {
        String name = request.logGroupName();
        if (require(name).guarded()) {
            throw error("ValidationException", "Cannot delete log group with deletion protection enabled. Disable deletion protection first.");
        }
        groups.remove(name);
        Instant next = controlPlanes.next(name, place.now());
        if (next != null) {
            place.clock().at(next, () -> deliver(name));
        }
        return DeleteLogGroupResponse.builder().build();
    }

    @Override
    public ListTagsForResourceResponse listTagsForResource(ListTagsForResourceRequest request) {
        return ListTagsForResourceResponse.builder().tags(groups.get(named(request.resourceArn())).tags()).build();
    }

    private String named(String arn) {
        return settled().keySet().stream()
                .filter(group -> arn(group).equals(arn))
                .findFirst()
                .orElseThrow(() -> error("ResourceNotFoundException", "The specified resource does not exist."));
    }

    /** By an ARN without an asterisk at its end. */
    @Override
    public TagResourceResponse tagResource(TagResourceRequest request) {
        String name = named(request.resourceArn());
        Map<String, String> tags = new TreeMap<>(groups.get(name).tags());
        tags.putAll(request.tags());
        groups.put(name, new Group(groups.get(name).made(), Map.copyOf(tags), groups.get(name).days(), groups.get(name).guarded()));
        return TagResourceResponse.builder().build();
    }

    private Group require(String name) {
        return Optional.ofNullable(settled().get(name))
                .orElseThrow(() -> error("ResourceNotFoundException", "The specified log group does not exist."));
    }

    private static AwsServiceException error(String code, String message) {
        return Errors.of("CloudWatchLogs", 400, code, message);
    }
}
