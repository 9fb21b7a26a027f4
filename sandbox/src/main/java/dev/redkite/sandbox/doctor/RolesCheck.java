package dev.redkite.sandbox.doctor;

import dev.redkite.failure.AwsErrors;
import dev.redkite.sandbox.doctor.Finding.Group;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.iam.IamClient;

/**
 * The roles that services make for themselves with the first thing that an account asks of them. A young account has none,
 * which is no harm as long as whoever asks first may have them made.
 */
record RolesCheck(Examination examination) implements Check {

    /** By the service's principal: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html */
    private static final Map<String, String> ROLES = new TreeMap<>(Map.of(
            "eks.amazonaws.com", "AWSServiceRoleForAmazonEKS",
            "eks-nodegroup.amazonaws.com", "AWSServiceRoleForAmazonEKSNodegroup",
            "kafka.amazonaws.com", "AWSServiceRoleForKafka",
            "autoscaling.amazonaws.com", "AWSServiceRoleForAutoScaling",
            "elasticloadbalancing.amazonaws.com", "AWSServiceRoleForElasticLoadBalancing"));

    /** The others are made by what an environment brings: EKS' own role, and the load balancer controller's. */
    private static final Map<String, String> MADE_BY = Map.of(
            "eks.amazonaws.com", "EksClusterFunction", "eks-nodegroup.amazonaws.com", "NodeGroupFunction",
            "kafka.amazonaws.com", "KafkaClusterFunction");

    @Override
    public Topic topic() {
        return new Topic(Group.ROLES, "whether the service-linked roles stand, or can be made");
    }

    @Override
    public List<Finding> ask() {
        IamClient iam = examination.platform().aws(IamClient.class);
        return ROLES.entrySet().stream().map(role -> finding(iam, role.getKey(), role.getValue())).toList();
    }

    private Finding finding(IamClient iam, String service, String name) {
        Topic part = topic().about("role " + name);
        if (AwsErrors.find(() -> iam.getRole(request -> request.roleName(name))).isPresent()) {
            return part.fine("stands");
        }
        String command = "aws iam create-service-linked-role --aws-service-name " + service;
        return denied(service, name)
                .map(reason -> part.wrong("does not stand, and cannot be made with the first request: " + reason,
                        "have somebody who may do so run: " + command))
                .orElseGet(() -> part.note("does not stand yet; %s makes it with the first environment".formatted(service),
                        "nothing; or beforehand: " + command));
    }

    /**
     * Why the function that asks first, or, where there is no stack, the caller, may not have it made. Where IAM simulates nothing
     * for us, {@link PermissionsCheck} says so already.
     */
    private Optional<String> denied(String service, String name) {
        Simulation simulation = new Simulation(examination.platform());
        return maker(service).flatMap(principal -> Refusals.orIfDenied(List.<Simulation.Denial>of(), () -> simulation.denials(principal,
                        List.of("iam:CreateServiceLinkedRole"),
                        examination.identity().arn("iam", "role/aws-service-role/%s/%s".formatted(service, name)),
                        Map.of("iam:AWSServiceName", List.of(service)))).stream().findFirst())
                .map(Simulation.Denial::reason);
    }

    private Optional<String> maker(String service) {
        IamClient iam = examination.platform().aws(IamClient.class);
        return examination.stack()
                .map(stack -> MADE_BY.containsKey(service) ? stack.physical(MADE_BY.get(service) + "Role") : "")
                .map(role -> role.isEmpty() ? Optional.<String>empty()
                        : AwsErrors.find(() -> iam.getRole(request -> request.roleName(role)).role().arn()))
                .orElseGet(() -> examination.identity().principal(iam));
    }
}
