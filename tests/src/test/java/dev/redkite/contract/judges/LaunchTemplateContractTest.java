package dev.redkite.contract.judges;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.failure.AwsErrors;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateLaunchTemplateRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.LaunchTemplate;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;
import software.amazon.awssdk.services.ec2.model.RequestLaunchTemplateData;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** Amazon EC2's launch templates and their versions. */
class LaunchTemplateContractTest extends Behaviours {

    private Ec2Client ec2() {
        return client(Ec2Client.class);
    }

    private String name() {
        return account.name("template");
    }

    private static RequestLaunchTemplateData data(int gibibytes) {
        return RequestLaunchTemplateData.builder()
                .blockDeviceMappings(device -> device.deviceName("/dev/xvda").ebs(disk -> disk
                        .volumeType("gp3").volumeSize(gibibytes).encrypted(true).deleteOnTermination(true)))
                .metadataOptions(options -> options.httpTokens("required").httpPutResponseHopLimit(2))
                .tagSpecifications(tags -> tags.resourceType(ResourceType.INSTANCE).tags(tag -> tag.key("team").value("search")))
                .build();
    }

    private LaunchTemplate template(CreateLaunchTemplateRequest.Builder request) {
        return ec2().createLaunchTemplate(request.build()).launchTemplate();
    }

    private CreateLaunchTemplateRequest.Builder request() {
        return CreateLaunchTemplateRequest.builder().launchTemplateName(name()).launchTemplateData(data(100))
                .tagSpecifications(TagSpecification.builder().resourceType(ResourceType.LAUNCH_TEMPLATE)
                        .tags(Tag.builder().key("judged").value(name()).build()).build());
    }

    private List<LaunchTemplate> found() {
        return ec2().describeLaunchTemplates(asked -> asked.filters(
                Filter.builder().name("launch-template-name").values(name()).build())).launchTemplates();
    }

    private LaunchTemplateVersion version(String id, String version) {
        return ec2().describeLaunchTemplateVersions(asked -> asked.launchTemplateId(id).versions(version))
                .launchTemplateVersions().getFirst();
    }

    @Test
    void a_template_is_found_by_its_name_with_its_tags() {
        String id = template(request()).launchTemplateId();
        settle();

        assertThat(found()).singleElement().satisfies(template -> {
            assertThat(template.launchTemplateId()).isEqualTo(id);
            assertThat(template.latestVersionNumber()).isEqualTo(1);
            assertThat(template.tags()).contains(Tag.builder().key("judged").value(name()).build());
        });
    }

    @Test
    void a_search_for_a_name_that_there_is_not_is_an_empty_answer() {
        assertThat(found()).isEmpty();
    }

    @Test
    void a_name_is_given_once() {
        template(request());
        settle();

        refuses("InvalidLaunchTemplateName.AlreadyExistsException", () -> template(request().clientToken("another")));
    }

    @Test
    void a_version_shows_disk_metadata_options_and_tags_as_they_were_given() {
        String id = template(request()).launchTemplateId();
        settle();

        var data = version(id, "$Latest").launchTemplateData();

        assertThat(data.blockDeviceMappings()).singleElement().satisfies(device -> {
            assertThat(device.deviceName()).isEqualTo("/dev/xvda");
            assertThat(device.ebs().volumeSize()).isEqualTo(100);
            assertThat(device.ebs().encrypted()).isTrue();
        });
        assertThat(data.metadataOptions().httpTokensAsString()).isEqualTo("required");
        assertThat(data.metadataOptions().httpPutResponseHopLimit()).isEqualTo(2);
        assertThat(data.tagSpecifications()).filteredOn(each -> each.resourceType() == ResourceType.INSTANCE).singleElement()
                .satisfies(each -> assertThat(each.tags()).containsExactly(Tag.builder().key("team").value("search").build()));
    }

    @Test
    void a_new_version_has_the_next_number_and_is_the_latest_and_not_the_default() {
        String id = template(request()).launchTemplateId();
        settle();

        long number = ec2().createLaunchTemplateVersion(asked -> asked.launchTemplateId(id).launchTemplateData(data(200)))
                .launchTemplateVersion().versionNumber();
        settle();

        assertThat(number).isEqualTo(2);
        assertThat(found().getFirst().latestVersionNumber()).isEqualTo(2);
        assertThat(found().getFirst().defaultVersionNumber()).isEqualTo(1);
        assertThat(version(id, "$Latest").launchTemplateData().blockDeviceMappings().getFirst().ebs().volumeSize()).isEqualTo(200);
        assertThat(version(id, "1").launchTemplateData().blockDeviceMappings().getFirst().ebs().volumeSize()).isEqualTo(100);
    }

    @Test
    void an_unknown_template_has_no_versions_and_cannot_be_deleted() {
        refuses(AwsErrors.Kind.ABSENT, () -> version("lt-0123456789abcdef0", "$Latest"));
        refuses(AwsErrors.Kind.ABSENT, () -> ec2().deleteLaunchTemplate(asked -> asked.launchTemplateId("lt-0123456789abcdef0")));
    }

    @Test
    void a_deleted_template_is_gone_and_its_name_free() {
        String id = template(request()).launchTemplateId();
        settle();
        ec2().deleteLaunchTemplate(asked -> asked.launchTemplateId(id));

        assertThat(found()).isEmpty();
        assertThat(template(request()).launchTemplateId()).isNotEqualTo(id);
    }

    @Test
    void tags_added_later_replace_those_of_the_same_key_only() {
        String id = template(request()).launchTemplateId();
        settle();

        ec2().createTags(asked -> asked.resources(id).tags(tag -> tag.key("team").value("ranking")));
        settle();

        assertThat(found().getFirst().tags()).extracting(tag -> tag.key() + "=" + tag.value())
                .containsExactlyInAnyOrder("judged=" + name(), "team=ranking");
    }

    @Test
    void a_reserved_tag_is_refused() {
        refuses("InvalidParameterValue", () -> template(request().tagSpecifications(TagSpecification.builder()
                .resourceType(ResourceType.LAUNCH_TEMPLATE).tags(Tag.builder().key("aws:team").value("search").build()).build())));
    }

    @Test
    void a_request_sent_again_with_its_token_makes_nothing_new() {
        String id = template(request().clientToken(name())).launchTemplateId();

        assertThat(template(request().clientToken(name())).launchTemplateId()).isEqualTo(id);
    }
}
