package dev.redkite.sandbox.aws.scheduler;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.environment.ScheduleExpression;
import dev.redkite.json.Json;
import dev.redkite.sandbox.aws.AccountRegion;
import dev.redkite.sandbox.aws.Errors;
import dev.redkite.sandbox.aws.iam.FakeIamClient;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;
import software.amazon.awssdk.services.scheduler.model.Target;

/** What EventBridge Scheduler refuses beyond its model. */
record ScheduleRules(AccountRegion place, FakeIamClient iam) {

    private static final Set<String> START_EXECUTION = Set.of("StateMachineArn", "Name", "Input", "TraceHeader");

    /** The service's own words in https://github.com/getmoto/moto/pull/8172. */
    private static final Duration OLDEST_START = Duration.ofMinutes(5);

    void check(StoredSchedule schedule) {
        String expression = schedule.shown().scheduleExpression();
        if (schedule.shown().flexibleTimeWindow().mode() != FlexibleTimeWindowMode.OFF) {
            throw new UnsupportedOperationException("the sandbox has no flexible time windows");
        }
        require(ZoneId.getAvailableZoneIds().contains(schedule.shown().scheduleExpressionTimezone()),
                "Invalid Schedule Expression Timezone " + schedule.shown().scheduleExpressionTimezone() + ".");
        require(parsed(expression), "Invalid Schedule Expression " + expression + ".");
        require(schedule.shown().startDate() == null || !schedule.shown().startDate().isBefore(place.now().minus(OLDEST_START)),
                "The StartDate you specify cannot be earlier than 5 minutes ago.");
        // Not documented, but reported from use (https://github.com/DefangLabs/pulumi-defang/pull/425); the wording is ours.
        require(!schedule.once() || schedule.first(place.now()).isPresent(),
                "Invalid Schedule Expression " + expression + ". It is in the past.");
        check(schedule.shown().target());
    }

    private static boolean parsed(String expression) {
        try {
            ScheduleExpression.of(expression);
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private void check(Target target) {
        require(target.arn().startsWith("arn:%s:".formatted(place.partition().id())), "Provided Arn is not in correct format.");
        if (!target.arn().equals(place.sharedArn("scheduler", "aws-sdk:sfn:startExecution"))) {
            throw new UnsupportedOperationException("the sandbox's one target is startExecution, not " + target.arn());
        }
        require(iam.assumable(target.roleArn(), "scheduler.amazonaws.com"),
                "The execution role you provide must allow AWS EventBridge Scheduler to assume the role.");
        JsonNode input = input(target);
        require(input.isObject() && input.path("StateMachineArn").isTextual(),
                "Invalid RequestJson provided. Reason The field 'StateMachineArn' is required.");
        input.fieldNames().forEachRemaining(name -> require(START_EXECUTION.contains(name),
                "Invalid RequestJson provided. Reason The field '%s' is not supported by this API.".formatted(name)));
    }

    private static JsonNode input(Target target) {
        try {
            return Json.parse(target.input() == null ? "" : target.input());
        } catch (IllegalArgumentException _) {
            throw invalid("Invalid RequestJson provided. Reason It is not well-formed JSON.");
        }
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw invalid(message);
        }
    }

    private static AwsServiceException invalid(String message) {
        return Errors.of("Scheduler", 400, "ValidationException", message);
    }
}
