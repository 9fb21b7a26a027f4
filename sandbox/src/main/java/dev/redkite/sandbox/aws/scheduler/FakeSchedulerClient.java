package dev.redkite.sandbox.aws.scheduler;

import dev.redkite.sandbox.aws.AccountRegion;
import dev.redkite.sandbox.aws.Errors;
import dev.redkite.sandbox.aws.FakeService;
import dev.redkite.sandbox.aws.Shapes;
import dev.redkite.sandbox.aws.StandingResource;
import dev.redkite.sandbox.aws.iam.FakeIamClient;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
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
        invocations.target = startExecution;
    }

    /** Every time that a schedule fell due, in order. */
    public List<Invocation> invocations() {
        return invocations.all();
    }

    /** Schedules have no tags. */
    @Override
    protected Stream<StandingResource> standing() {
        return StandingResource.all("scheduler:schedule/", schedules, key -> place.arn("scheduler", "schedule/" + key), _ -> Map.of(), StoredSchedule::toString);
    }

    @Override
    public CreateScheduleResponse createSchedule(CreateScheduleRequest request) {
        refuseUnknown(request.endDate(), request.kmsKeyArn());
        StoredSchedule asked = StoredSchedule.of(request, place);
        if (!groups.contains(asked.shown().groupName())) {
            throw error(404, "ResourceNotFoundException", "Schedule group " + asked.shown().groupName() + " does not exist.");
        }
        rules.check(asked);
        StoredSchedule present = schedules.get(asked.key());
        if (present != null && !present.sameAs(asked)) {
            throw error(409, "ConflictException", "Schedule " + request.name() + " already exists.");
        }
        if (present == null) {
            stored(asked);
        }
        return CreateScheduleResponse.builder().scheduleArn(asked.shown().arn()).build();
    }

    @Override
    public UpdateScheduleResponse updateSchedule(UpdateScheduleRequest request) {
        refuseUnknown(request.endDate(), request.kmsKeyArn());
        StoredSchedule updated = require(request.groupName(), request.name()).updated(request, place.now());
        rules.check(updated);
        stored(updated);
        return UpdateScheduleResponse.builder().scheduleArn(updated.shown().arn()).build();
    }

    @Override
    public GetScheduleResponse getSchedule(GetScheduleRequest request) {
        return require(request.groupName(), request.name()).shown();
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
        schedules.remove(require(request.groupName(), request.name()).key());
        return DeleteScheduleResponse.builder().build();
    }

    @Override
    public ListSchedulesResponse listSchedules(ListSchedulesRequest request) {
        int size = request.maxResults() == null ? PAGE : request.maxResults();
        List<StoredSchedule> matching = schedules.values().stream()
                .filter(schedule -> request.groupName() == null || request.groupName().equals(schedule.shown().groupName()))
                .filter(schedule -> request.namePrefix() == null || schedule.shown().name().startsWith(request.namePrefix()))
                .filter(schedule -> request.state() == null || request.state() == schedule.shown().state())
                .filter(schedule -> request.nextToken() == null || schedule.key().compareTo(request.nextToken()) > 0)
                .toList();
        List<StoredSchedule> page = matching.subList(0, Math.min(size, matching.size()));
        return ListSchedulesResponse.builder()
                .schedules(page.stream().map(schedule -> Shapes.copied(schedule.shown(), ScheduleSummary.builder()).build()).toList())
                .nextToken(page.size() < matching.size() ? page.getLast().key() : null)
                .build();
    }

    private void stored(StoredSchedule schedule) {
        schedules.put(schedule.key(), schedule);
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
        return schedules.get(schedule.key()) == schedule;
    }

    private void fire(StoredSchedule schedule, Instant due) {
        Optional<Instant> next = schedule.times().next(due, schedule.zone());
        arm(schedule, next);
        boolean last = next.isEmpty() && schedule.shown().actionAfterCompletion() == ActionAfterCompletion.DELETE;
        if (schedule.shown().state() == ScheduleState.ENABLED) {
            invocations.invoke(schedule, due, () -> {
                if (last && stands(schedule)) {
                    schedules.remove(schedule.key());
                }
            });
        }
    }

    private StoredSchedule require(String group, String name) {
        return Optional.ofNullable(schedules.get(StoredSchedule.key(group == null ? "default" : group, name)))
                .orElseThrow(() -> error(404, "ResourceNotFoundException", "Schedule " + name + " does not exist."));
    }

    private static void refuseUnknown(Instant endDate, String key) {
        if (endDate != null || key != null) {
            throw new UnsupportedOperationException("the sandbox has no schedules with an end date or a key of their own");
        }
    }

    private static AwsServiceException error(int status, String code, String message) {
        return Errors.of("Scheduler", status, code, message);
    }
}
