package dev.redkite.sandbox.aws.scheduler;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.json.Json;
import dev.redkite.sandbox.aws.AccountRegion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.services.scheduler.model.RetryPolicy;
import software.amazon.awssdk.services.scheduler.model.Target;

/** Delivers what falls due: resolves the context attributes, starts, and tries again as the schedule's retry policy says. */
final class Invocations {

    /** https://docs.aws.amazon.com/scheduler/latest/APIReference/API_RetryPolicy.html */
    private static final int MOST_RETRIES = 185;
    private static final int OLDEST_SECONDS = 86_400;

    /** "Exponential backoff" is all that the same page says; with these bounds a day holds about as many as it allows. */
    private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(512);

    private final AccountRegion place;
    private final List<Invocation> all = new ArrayList<>();
    FakeSchedulerClient.StartExecution target = (machine, _, _) -> {
        throw new IllegalStateException("State Machine Does Not Exist: '" + machine + "'");
    };

    Invocations(AccountRegion place) {
        this.place = place;
    }

    List<Invocation> all() {
        return List.copyOf(all);
    }

    /** @param ended runs once it has started or was given up */
    void invoke(StoredSchedule schedule, Instant due, Runnable ended) {
        String id = place.identifiers().hexadecimal("scheduler-execution", 16).toLowerCase(Locale.ROOT);
        Delivery delivery = new Delivery(schedule, due, id, all.size(), ended);
        all.add(new Invocation(due, schedule.shown().name(), "", "", 0, "not tried yet", false));
        attempt(delivery, 1);
    }

    private record Delivery(StoredSchedule schedule, Instant due, String id, int place, Runnable ended) {}

    private void attempt(Delivery delivery, int attempt) {
        JsonNode request = Json.parse(resolved(delivery, attempt));
        String machine = request.path("StateMachineArn").asText();
        String name = request.path("Name").asText();
        String failure = failure(machine, name, request.path("Input").asText("{}"));
        Duration delay = delay(attempt);
        boolean dead = !failure.isEmpty() && isLast(delivery, attempt, delay);
        all.set(delivery.place(), new Invocation(
                delivery.due(), delivery.schedule().shown().name(), machine, name, attempt, failure, dead));
        if (failure.isEmpty() || dead) {
            delivery.ended().run();
        } else {
            place.clock().after(delay, () -> attempt(delivery, attempt + 1));
        }
    }

    private String failure(String machine, String name, String input) {
        try {
            target.start(machine, name, input);
            return "";
        } catch (RuntimeException refused) {
            return String.valueOf(refused.getMessage());
        }
    }

    /** https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html */
    private String resolved(Delivery delivery, int attempt) {
        Target wanted = delivery.schedule().shown().target();
        return wanted.input()
                .replace("<aws.scheduler.schedule-arn>", delivery.schedule().shown().arn())
                .replace("<aws.scheduler.scheduled-time>", delivery.due().toString())
                .replace("<aws.scheduler.execution-id>", delivery.id())
                .replace("<aws.scheduler.attempt-number>", Integer.toString(attempt));
    }

    private boolean isLast(Delivery delivery, int attempt, Duration delay) {
        Optional<RetryPolicy> policy = Optional.ofNullable(delivery.schedule().shown().target().retryPolicy());
        int retries = policy.map(RetryPolicy::maximumRetryAttempts).orElse(MOST_RETRIES);
        int seconds = policy.map(RetryPolicy::maximumEventAgeInSeconds).orElse(OLDEST_SECONDS);
        return attempt > retries || place.now().plus(delay).isAfter(delivery.due().plusSeconds(seconds));
    }

    private static Duration delay(int attempt) {
        Duration doubled = FIRST_DELAY.multipliedBy(1L << Math.min(attempt - 1, 10));
        return doubled.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : doubled;
    }
}
