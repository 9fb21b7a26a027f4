package dev.redkite.sandbox.aws.ec2;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.*;

/** Launch templates. EKS makes one for every node group that brings none. */
final class LaunchTemplates {

    private final Ec2Account account;

    LaunchTemplates(Ec2Account account) {
        this.account = account;
    }

    String add(String name, Map<String, String> tags) {
        String id = account.launchTemplates.newId();
        account.launchTemplates.add(id, LaunchTemplate.builder()
                .launchTemplateId(id)
                .launchTemplateName(name)
                .createTime(account.place.now())
                .createdBy(account.place.globalArn("sts", "assumed-role/AWSServiceRoleForAmazonEKSNodegroup/EKS"))
                .defaultVersionNumber(1L)
                .latestVersionNumber(1L)
                .tags(Tags.list(new TreeMap<>(tags)))
                .build(), Duration.ZERO);
        return id;
    }

    /** By its service, which does not mind that it is gone already. */
    void remove(String id) {
        account.launchTemplates.remove(id);
    }

    Query<LaunchTemplate> query() {
        return new Query<>(account.launchTemplates)
                .on("launch-template-name", LaunchTemplate::launchTemplateName)
                .on("create-time", template -> template.createTime().toString());
    }

    /** Ids of those names, for calls that take either. */
    List<String> ids(List<String> names) {
        return names.stream().map(this::require).map(LaunchTemplate::launchTemplateId).toList();
    }

    private LaunchTemplate require(String name) {
        return account.launchTemplates.visible().stream()
                .filter(template -> template.launchTemplateName().equals(name))
                .findFirst()
                .orElseThrow(() -> Refusal.of("InvalidLaunchTemplateName.NotFoundException",
                        "The specified launch template, with template name %s, does not exist.".formatted(name)));
    }

    LaunchTemplate delete(DeleteLaunchTemplateRequest request) {
        if ((request.launchTemplateId() == null) == (request.launchTemplateName() == null)) {
            throw Refusal.missing("LaunchTemplateId or LaunchTemplateName, and not both");
        }
        LaunchTemplate template = request.launchTemplateId() == null
                ? require(request.launchTemplateName()) : account.launchTemplates.require(request.launchTemplateId());
        account.launchTemplates.remove(template.launchTemplateId());
        return template;
    }
}
