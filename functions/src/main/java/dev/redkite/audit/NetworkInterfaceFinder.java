package dev.redkite.audit;

import dev.redkite.audit.Leftover.Leaving;
import dev.redkite.audit.Leftover.Sweepable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceStatus;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;

/**
 * Interfaces that control plane, nodes, pods and load balancers had in the subnets. The CNI's stay, detached, when a
 * node dies before its plug-in has tidied up (https://github.com/aws/amazon-vpc-cni-k8s/issues/1223), and hold subnets
 * and groups; one in use is its service's, which takes it back by itself.
 */
record NetworkInterfaceFinder(Ec2Client ec2) implements ResourceFinder {

    /** EC2 allows 200 values a filter. */
    private static final int MOST_VALUES = 200;

    @Override
    public Findings ask(AuditSpec spec) {
        List<Filter> questions = questions(spec);
        List<NetworkInterface> found = Ec2Filters.query(
                questions,
                question -> ec2.describeNetworkInterfacesPaginator(request -> request.filters(question))
                        .networkInterfaces().stream(),
                NetworkInterface::networkInterfaceId);
        return Findings.found(questions.size() + found.size(), found.stream()
                .filter(each -> !ClusterTags.anotherEnvironments(Ec2Filters.tags(each.tagSet()), spec))
                .map(this::leftover)
                .toList());
    }

    private List<Filter> questions(AuditSpec spec) {
        List<Filter> questions = new ArrayList<>(List.of(
                ClusterTags.filter(ClusterTags.NETWORK_INTERFACE, spec),
                Ec2Filters.owned(spec),
                Ec2Filters.of("description", "Amazon EKS " + spec.cluster())));
        String[] groups = groups(spec);
        if (groups.length > 0) {
            questions.add(Ec2Filters.of("group-id", groups));
        }
        return questions;
    }

    private String[] groups(AuditSpec spec) {
        return ClusterTags.securityGroups(spec).stream()
                .flatMap(filter -> ec2.describeSecurityGroupsPaginator(request -> request.filters(filter))
                        .securityGroups().stream())
                .map(SecurityGroup::groupId)
                .distinct()
                .limit(MOST_VALUES)
                .toArray(String[]::new);
    }

    private Leftover leftover(NetworkInterface each) {
        String name = "network interface " + each.networkInterfaceId();
        return each.status() == NetworkInterfaceStatus.AVAILABLE
                ? new Sweepable(name, () -> ec2.deleteNetworkInterface(request -> request.networkInterfaceId(each.networkInterfaceId())))
                : new Leaving(name, "%s, %s".formatted(each.statusAsString(), holder(each)));
    }

    private static String holder(NetworkInterface each) {
        String instance = each.attachment() == null ? null : each.attachment().instanceId();
        return Stream.of(instance == null ? "" : "attached to " + instance,
                        Boolean.TRUE.equals(each.requesterManaged()) ? "managed by " + each.requesterId() : "",
                        each.description() == null ? "" : each.description())
                .filter(part -> !part.isEmpty())
                .reduce((first, second) -> first + ", " + second)
                .orElse("nobody says by whom");
    }

    @Override
    public Set<String> types() {
        return Set.of("ec2:network-interface");
    }
}
