package dev.redkite.sandbox.doctor;

import dev.redkite.failure.AwsErrors;
import dev.redkite.platform.Platform;
import dev.redkite.registry.Registry;
import dev.redkite.sandbox.doctor.Finding.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.ScheduleGroupState;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.StateMachineStatus;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Whether what is deployed is whole and works: the stack's status, registry, machines, schedules' group, and what lies in queues. */
record StackCheck(Examination examination, DeployedStack stack) implements Check {

    private static final String DEPLOY = "deploy again: sam deploy --stack-name %s";

    /** What was refused is kept here for who wants to know why; nobody has to act. */
    private static final String REJECTED = "RejectedEvents";

    @Override
    public Topic topic() {
        return new Topic(Group.STACK, "whether stack %s is whole and works".formatted(stack.name()));
    }

    @Override
    public List<Finding> ask() {
        List<Finding> findings = new ArrayList<>(List.of(status()));
        findings.add(one("registry", this::registry));
        for (String machine : List.of("Provision", "Teardown", "Recreate", "Pause", "Resume", "Backup", "Restore")) {
            findings.add(one("state machine " + machine, () -> machine(machine)));
        }
        findings.add(one("schedule group", this::schedules));
        stack.ofType("AWS::SQS::Queue").forEach(queue -> findings.add(one("queue " + queue.getKey(), () -> queue(queue))));
        return findings;
    }

    /** One part that may not be asked about keeps nobody from asking about the others. */
    private Finding one(String asked, Supplier<Finding> ask) {
        return Refusals.findings(topic().about(asked), () -> List.of(ask.get())).getFirst();
    }

    private Finding status() {
        String status = stack.status();
        if (status.endsWith("_IN_PROGRESS")) {
            return topic().note("CloudFormation says %s".formatted(status), "run this again when that has ended");
        }
        boolean sound = List.of("CREATE_COMPLETE", "UPDATE_COMPLETE", "IMPORT_COMPLETE").contains(status);
        if (sound) {
            return topic().fine("CloudFormation says %s".formatted(status));
        }
        return status.equals("UPDATE_ROLLBACK_COMPLETE")
                ? topic().note("the last update was rolled back (UPDATE_ROLLBACK_COMPLETE); what stood before it works",
                        "aws cloudformation describe-stack-events --stack-name %s says why; then ".formatted(stack.name()) + DEPLOY.formatted(stack.name()))
                : topic().wrong("CloudFormation says %s".formatted(status),
                        "aws cloudformation describe-stack-events --stack-name %s says why; mend that, then ".formatted(stack.name()) + DEPLOY.formatted(stack.name()));
    }

    private Finding absent(Topic part) {
        return part.wrong("is part of the stack and is not there", DEPLOY.formatted(stack.name()));
    }

    private Finding registry() {
        String table = stack.registry();
        try {
            Registry.of(examination.platform()).list(1, null);
            return topic().about("registry").fine("table %s can be read".formatted(table));
        } catch (ResourceNotFoundException _) {
            return absent(topic().about("registry " + table));
        }
    }

    private Finding machine(String id) {
        Platform platform = examination.platform();
        Topic part = topic().about("state machine " + id);
        return AwsErrors.find(() -> platform.aws(SfnClient.class).describeStateMachine(request -> request.stateMachineArn(stack.physical(id))).status())
                .map(status -> status == StateMachineStatus.ACTIVE ? part.fine("is ACTIVE")
                        : part.wrong("is " + status, DEPLOY.formatted(stack.name())))
                .orElseGet(() -> absent(part));
    }

    private Finding schedules() {
        Optional<ScheduleGroupState> state = AwsErrors.find(() -> examination.platform().aws(SchedulerClient.class)
                .getScheduleGroup(request -> request.name(stack.physical("ScheduleGroup"))).state());
        return state.map(found -> found == ScheduleGroupState.ACTIVE ? topic().about("schedule group").fine("is ACTIVE")
                        : topic().about("schedule group").wrong("is " + found, DEPLOY.formatted(stack.name())))
                .orElseGet(() -> absent(topic().about("schedule group")));
    }

    private Finding queue(Map.Entry<String, String> queue) {
        Topic part = topic().about("queue " + queue.getKey());
        return AwsErrors.find(() -> examination.platform().aws(SqsClient.class)
                        .getQueueAttributes(request -> request.queueUrl(queue.getValue()).attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES)))
                .map(found -> filled(part, queue, Integer.parseInt(found.attributes().get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))))
                .orElseGet(() -> absent(part));
    }

    private Finding filled(Topic part, Map.Entry<String, String> queue, int depth) {
        if (depth == 0) {
            return part.fine("is empty");
        }
        String read = "aws sqs receive-message --queue-url %s --attribute-names All shows one".formatted(queue.getValue());
        return queue.getKey().equals(REJECTED)
                ? part.note("%d requests were refused".formatted(depth), read)
                : part.wrong("%d messages that nobody could be handed".formatted(depth),
                        read + "; do what it asked for, then aws sqs purge-queue --queue-url " + queue.getValue());
    }
}
