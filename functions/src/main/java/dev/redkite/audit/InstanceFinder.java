package dev.redkite.audit;

import dev.redkite.audit.Leftover.Leaving;
import dev.redkite.audit.Leftover.Stuck;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;

/**
 * Nodes that outlived their group. They are told and not terminated: somebody may have taken one out of its group to
 * look at it, and what is on it is nowhere else.
 */
record InstanceFinder(Ec2Client ec2) implements ResourceFinder {

    @Override
    public Findings ask(AuditSpec spec) {
        List<Filter> questions = ClusterTags.ownedOrTagged(spec);
        List<Instance> found = Ec2Filters.query(questions, this::instances, Instance::instanceId);
        return Findings.found(questions.size() + found.size(), found.stream()
                .filter(instance -> !ClusterTags.anotherEnvironments(Ec2Filters.tags(instance.tags()), spec))
                .map(instance -> leftover(instance, spec.names().region()))
                .flatMap(Optional::stream)
                .toList());
    }

    private Stream<Instance> instances(Filter question) {
        return ec2.describeInstancesPaginator(request -> request.filters(question)).reservations().stream()
                .flatMap(reservation -> reservation.instances().stream());
    }

    /** EC2 shows what is terminated for about an hour. */
    private static Optional<Leftover> leftover(Instance instance, String region) {
        String name = "instance " + instance.instanceId();
        String state = instance.state().nameAsString();
        return switch (instance.state().name()) {
            case SHUTTING_DOWN -> Optional.of(new Leaving(name, state));
            case PENDING, RUNNING, STOPPING, STOPPED, UNKNOWN_TO_SDK_VERSION ->
                Optional.of(new Stuck(name, state + ", and its node group is gone",
                        "terminate it (aws ec2 terminate-instances --region %s --instance-ids %s)".formatted(region, instance.instanceId())));
            case TERMINATED -> Optional.empty();
        };
    }

    @Override
    public Set<String> types() {
        return Set.of("ec2:instance");
    }
}
