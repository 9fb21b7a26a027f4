package dev.redkite.sandbox.aws.ec2;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.*;

/** Launch templates and their versions. EKS makes one for every node group: of nothing, or as a copy of the one that it was given. */
final class LaunchTemplates {

    /** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateLaunchTemplate.html. */
    private static final String NAME = "[a-zA-Z0-9().\\-/_]{3,128}";

    private static final ResponseLaunchTemplateData EMPTY = ResponseLaunchTemplateData.builder().build();

    private final Ec2Account account;
    private final Map<String, List<LaunchTemplateVersion>> versions = new TreeMap<>();

    LaunchTemplates(Ec2Account account) {
        this.account = account;
    }

    /** By a service, at once. */
    String add(String name, Map<String, String> tags) {
        String maker = account.place.globalArn("sts", "assumed-role/AWSServiceRoleForAmazonEKSNodegroup/EKS");
        return newLaunchTemplate(name, maker, EMPTY, Tags.list(new TreeMap<>(tags)), Duration.ZERO).launchTemplateId();
    }

    LaunchTemplate create(CreateLaunchTemplateRequest request) {
        return account.once(request.clientToken(), request, () -> created(request));
    }

    private LaunchTemplate created(CreateLaunchTemplateRequest request) {
        String name = request.launchTemplateName();
        if (!name.matches(NAME)) {
            throw Refusal.of("InvalidLaunchTemplateName.MalformedException", "A launch template name must be between 3 and 128 characters,"
                    + " and may contain letters, numbers, and the following characters: - ( ) . / _.");
        }
        if (account.launchTemplates.all().stream().anyMatch(template -> template.launchTemplateName().equals(name))) {
            throw Refusal.of("InvalidLaunchTemplateName.AlreadyExistsException", "Launch template name already in use.");
        }
        return newLaunchTemplate(name, account.place.globalArn("sts", "assumed-role/redkite/function"), LaunchTemplateContent.of(request.launchTemplateData()),
                Tags.atCreation(request.tagSpecifications(), "launch-template"), account.propagation);
    }

    private LaunchTemplate newLaunchTemplate(String name, String maker, ResponseLaunchTemplateData data, List<Tag> tags, Duration propagation) {
        LaunchTemplate template = LaunchTemplate.builder()
                .launchTemplateId(account.launchTemplates.newId())
                .launchTemplateName(name)
                .createTime(account.place.now())
                .createdBy(maker)
                .defaultVersionNumber(1L)
                .latestVersionNumber(1L)
                .tags(tags)
                .build();
        account.launchTemplates.add(template.launchTemplateId(), template, propagation);
        versions.put(template.launchTemplateId(), new ArrayList<>(List.of(version(template, 1, data))));
        return template;
    }

    private LaunchTemplateVersion version(LaunchTemplate template, long number, ResponseLaunchTemplateData data) {
        return LaunchTemplateVersion.builder()
                .launchTemplateId(template.launchTemplateId())
                .launchTemplateName(template.launchTemplateName())
                .versionNumber(number)
                .createTime(account.place.now())
                .createdBy(template.createdBy())
                .defaultVersion(number == template.defaultVersionNumber())
                .launchTemplateData(data)
                .build();
    }

    LaunchTemplateVersion createVersion(CreateLaunchTemplateVersionRequest request) {
        if (request.sourceVersion() != null) {
            throw new UnsupportedOperationException("the sandbox's versions of launch templates are given whole, not changed from others");
        }
        LaunchTemplate template = require(request.launchTemplateId(), request.launchTemplateName());
        return account.once(request.clientToken(), request, () -> {
            long number = template.latestVersionNumber() + 1;
            LaunchTemplateVersion version = version(template, number, LaunchTemplateContent.of(request.launchTemplateData()));
            versions.get(template.launchTemplateId()).add(version);
            account.launchTemplates.change(template.launchTemplateId(), template.toBuilder().latestVersionNumber(number).build());
            return version;
        });
    }

    /** All versions, unless some are named. */
    List<LaunchTemplateVersion> versions(DescribeLaunchTemplateVersionsRequest request) {
        LaunchTemplate template = require(request.launchTemplateId(), request.launchTemplateName());
        return request.versions().isEmpty()
                ? versions.get(template.launchTemplateId()).reversed()
                : request.versions().stream().map(version -> version(template, version)).toList();
    }

    /** @param version a number, {@code $Latest} or {@code $Default}; null is the default */
    LaunchTemplateVersion version(LaunchTemplate template, String version) {
        long number = version == null || version.equals("$Default") ? template.defaultVersionNumber()
                : version.equals("$Latest") ? template.latestVersionNumber()
                : version.matches("\\d{1,9}") ? Long.parseLong(version) : -1;
        return versions.get(template.launchTemplateId()).stream()
                .filter(each -> each.versionNumber() == number)
                .findFirst()
                .orElseThrow(() -> Refusal.of("InvalidLaunchTemplateId.VersionNotFound",
                        "Could not find launch template version %s for launch template %s.".formatted(version, template.launchTemplateId())));
    }

    /** By its service, which does not mind that it is gone already. */
    void remove(String id) {
        account.launchTemplates.remove(id);
        versions.remove(id);
    }

    Query<LaunchTemplate> query() {
        return new Query<>(account.launchTemplates)
                .on("launch-template-name", LaunchTemplate::launchTemplateName)
                .on("create-time", template -> template.createTime().toString());
    }

    /** Ids of those names, for calls that take either. */
    List<String> ids(List<String> names) {
        return names.stream().map(this::named).map(LaunchTemplate::launchTemplateId).toList();
    }

    private LaunchTemplate named(String name) {
        return account.launchTemplates.visible().stream()
                .filter(template -> template.launchTemplateName().equals(name))
                .findFirst()
                .orElseThrow(() -> Refusal.of("InvalidLaunchTemplateName.NotFoundException",
                        "The specified launch template, with template name %s, does not exist.".formatted(name)));
    }

    /** By one of the two. */
    LaunchTemplate require(String id, String name) {
        if ((id == null) == (name == null)) {
            throw Refusal.missing("LaunchTemplateId or LaunchTemplateName, and not both");
        }
        return id == null ? named(name) : account.launchTemplates.find(id).orElseGet(() -> unknown(id));
    }

    private LaunchTemplate unknown(String id) {
        account.launchTemplates.requireWellFormed(id);
        throw Refusal.of("InvalidLaunchTemplateId.NotFound", "The specified launch template, with template ID %s, does not exist.".formatted(id));
    }

    LaunchTemplate delete(DeleteLaunchTemplateRequest request) {
        LaunchTemplate template = require(request.launchTemplateId(), request.launchTemplateName());
        remove(template.launchTemplateId());
        return template;
    }
}
