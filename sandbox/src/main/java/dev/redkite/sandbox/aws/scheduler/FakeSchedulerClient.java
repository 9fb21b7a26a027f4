package dev.redkite.sandbox.aws.scheduler;

import dev.redkite.sandbox.aws.AccountRegion;
import dev.redkite.sandbox.aws.Errors;
import dev.redkite.sandbox.aws.FakeService;
import dev.redkite.sandbox.aws.iam.FakeIamClient;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.*;

/**
 * EventBridge Scheduler: schedules that start executions on the virtual clock. What falls due is an event of the clock
 * like any other, so it happens when time passes, and time passes for nothing else.
 */
public final class FakeSchedulerClient extends FakeService implements SchedulerClient {

    private static final int PAGE = 100;

    /** What the universal target {@code aws-sdk:sfn:startExecution} reaches. */
    @FunctionalInterface
    public interface StartExecution {
        /** @throws RuntimeException when Step Functions refuses; the message says why */
        void start(String stateMachineArn, String name, String input);
    }

    private final AccountRegion place;
    private final ScheduleRules rules;
    private final Invocations invocations;
    private final Set<String> groups = new HashSet<>(Set.of("default"));
    private final Map<String, StoredSchedule> schedules = new TreeMap<>();

    public FakeSchedulerClient(AccountRegion place, FakeIamClient iam) {
        this.place = place;
        this.rules = new ScheduleRules(place, iam);
        this.invocations = new Invocations(place);
    }

    public void createGroup(String name) {
        groups.add(name);
    }

    /** Where executions are started; until then no machine exists. */
    public void reach(StartExecution startExecution) {
        invocations.reach(startExecution);
    }

    /** Every time that a schedule fell due, in order. */
    public List<Invocation> invocations() {
        return invocations.all();
    }

    /** What lies in the schedules' dead-letter queues. */
    public List<Invocation> deadLetters() {
        return invocations.all().stream().filter(Invocation::dead).toList();
    }

    /** Every schedule; schedules have no tags. */
    public Map<String, Map<String, String>> inventory() {
        Map<String, Map<String, String>> inventory = new TreeMap<>();
        schedules.keySet().forEach(key -> inventory.put("scheduler:schedule/" + key, Map.of()));
        return inventory;
    }

    /** All that is known of what stands, by the names in the inventory. */
    public Map<String, String> contents() {
        Map<String, String> contents = new TreeMap<>();
        schedules.forEach((key, schedule) -> contents.put("scheduler:schedule/" + key, schedule.toString()));
        return contents;
    }

    @Override
    public CreateScheduleResponse createSchedule(CreateScheduleRequest request) {
        refuseUnknown(request.endDate(), request.kmsKeyArn());
        StoredSchedule asked = StoredSchedule.of(request, place.now());
        if (!groups.contains(asked.group())) {
            throw error(404, "ResourceNotFoundException", "Schedule group " + asked.group() + " does not exist.");
        }
        rules.check(asked);
        StoredSchedule present = schedules.get(key(asked.group(), asked.name()));
        if (present != null && !present.sameAs(asked)) {
            throw error(409, "ConflictException", "Schedule " + asked.name() + " already exists.");
        }
        if (present == null) {
            stored(asked);
        }
        return CreateScheduleResponse.builder().scheduleArn(arn(asked)).build();
    }

    @Override
    public UpdateScheduleResponse updateSchedule(UpdateScheduleRequest request) {
        refuseUnknown(request.endDate(), request.kmsKeyArn());
        StoredSchedule updated = require(request.groupName(), request.name()).updated(request, place.now());
        rules.check(updated);
        stored(updated);
        return UpdateScheduleResponse.builder().scheduleArn(arn(updated)).build();
    }

    @Override
    public GetScheduleResponse getSchedule(GetScheduleRequest request) {
        StoredSchedule schedule = require(request.groupName(), request.name());
        return schedule.describe(arn(schedule));
    }

    @Override
    public GetScheduleGroupResponse getScheduleGroup(GetScheduleGroupRequest request) {
        if (!groups.contains(request.name())) {
            throw Errors.of("Scheduler", 404, "ResourceNotFoundException", "Schedule group %s does not exist.".formatted(request.name()));
        }
        return GetScheduleGroupResponse.builder().name(request.name()).state(ScheduleGroupState.ACTIVE).build();
    }

    @Override
    public DeleteScheduleResponse deleteSchedule(DeleteScheduleRequest request) {
        StoredSchedule schedule = require(request.groupName(), request.name());
        schedules.remove(key(schedule.group(), schedule.name()));
        return DeleteScheduleResponse.builder().build();
    }

    @Override
    public ListSchedulesResponse listSchedules(ListSchedulesRequest request) {
        int size = request.maxResults() == null ? PAGE : request.maxResults();
        List<StoredSchedule> matching = schedules.values().stream()
                .filter(schedule -> request.groupName() == null || request.groupName().equals(schedule.group()))
                .filter(schedule -> request.namePrefix() == null || schedule.name().startsWith(request.namePrefix()))
                .filter(schedule -> request.state() == null || request.state() == schedule.state())
                .filter(schedule -> request.nextToken() == null
                        || key(schedule.group(), schedule.name()).compareTo(request.nextToken()) > 0)
                .toList();
        List<StoredSchedule> page = matching.subList(0, Math.min(size, matching.size()));
        return ListSchedulesResponse.builder()
                .schedules(page.stream().map(this::summary).toList())
                .nextToken(page.size() < matching.size() ? key(page.getLast().group(), page.getLast().name()) : null)
                .build();
    }

    private ScheduleSummary summary(StoredSchedule schedule) {
        return ScheduleSummary.builder()
                .arn(arn(schedule))
                .groupName(schedule.group())
                .name(schedule.name())
                .state(schedule.state())
                .target(target -> target.arn(schedule.target().arn()))
                .creationDate(schedule.created())
                .lastModificationDate(schedule.modified())
                .build();
    }

    private void stored(StoredSchedule schedule) {
        schedules.put(key(schedule.group(), schedule.name()), schedule);
        arm(schedule, schedule.first(place.now()));
    }

    private void arm(StoredSchedule schedule, Optional<Instant> due) {
        due.ifPresent(instant -> place.clock().at(instant, () -> {
            if (stands(schedule)) {
                fire(schedule, instant);
            }
        }));
    }

    /** The very schedule: one that was updated or made again since has times of its own. */
    private boolean stands(StoredSchedule schedule) {
        return schedules.get(key(schedule.group(), schedule.name())) == schedule;
    }

    private void fire(StoredSchedule schedule, Instant due) {
        Optional<Instant> next = schedule.times().next(due, schedule.zone());
        arm(schedule, next);
        boolean last = next.isEmpty() && schedule.afterCompletion() == ActionAfterCompletion.DELETE;
        if (schedule.state() == ScheduleState.ENABLED) {
            invocations.invoke(schedule, due, () -> {
                if (last && stands(schedule)) {
                    schedules.remove(key(schedule.group(), schedule.name()));
                }
            });
        }
    }

    private StoredSchedule require(String group, String name) {
        StoredSchedule schedule = schedules.get(key(group == null ? "default" : group, name));
        if (schedule == null) {
            throw error(404, "ResourceNotFoundException", "Schedule " + name + " does not exist.");
        }
        return schedule;
    }

    private static void refuseUnknown(Instant endDate, String key) {
        if (endDate != null || key != null) {
            throw new UnsupportedOperationException("the sandbox has no schedules with an end date or a key of their own");
        }
    }

    private String arn(StoredSchedule schedule) {
        return schedule.arn(place);
    }

    private static String key(String group, String name) {
        return group + "/" + name;
    }

    private static AwsServiceException error(int status, String code, String message) {
        return Errors.of("Scheduler", status, code, message);
    }
}
