package dev.redkite.audit;

import dev.redkite.audit.Leftover.Sweepable;
import dev.redkite.failure.AwsErrors;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.LaunchTemplate;

/**
 * The launch template that EKS makes for a node group, and now and then forgets
 * (https://github.com/eksctl-io/eksctl/issues/7548).
 */
record LaunchTemplateFinder(Ec2Client ec2) implements ResourceFinder {

    @Override
    public Findings ask(AuditSpec spec) {
        List<Filter> questions =
                List.of(ClusterTags.filter(ClusterTags.NODE_GROUP, spec), Ec2Filters.owned(spec));
        List<LaunchTemplate> found = Ec2Filters.query(
                questions,
                question -> ec2.describeLaunchTemplatesPaginator(request -> request.filters(question)).launchTemplates().stream(),
                LaunchTemplate::launchTemplateId);
        return Findings.found(questions.size() + found.size(), found.stream()
                .filter(template -> !ClusterTags.anotherEnvironments(Ec2Filters.tags(template.tags()), spec))
                .map(template -> new Sweepable("launch template " + template.launchTemplateName(), () -> AwsErrors.unlessAbsent(
                        () -> ec2.deleteLaunchTemplate(request -> request.launchTemplateId(template.launchTemplateId())))))
                .toList());
    }

    @Override
    public Set<String> types() {
        return Set.of("ec2:launch-template");
    }
}
