package dev.redkite.contract.judges;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.Tag;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.ResourceTagMapping;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** AWS Resource Groups Tagging API, by which the audit asks what is left. */
class TaggedResourceContractTest extends Behaviours {

    private ResourceGroupsTaggingApiClient tagging() {
        return client(ResourceGroupsTaggingApiClient.class);
    }

    private String key(String environment) {
        return client(KmsClient.class).createKey(request -> request
                        .tags(Tag.builder().tagKey("redkite:environment").tagValue(account.name(environment)).build()))
                .keyMetadata().arn();
    }

    private String secret(String environment) {
        return client(SecretsManagerClient.class).createSecret(request -> request.name(account.name("secret-" + environment))
                .secretString("judged").clientRequestToken("judged-token-of-thirty-two-characters")
                .tags(tag -> tag.key("redkite:environment").value(account.name(environment)))).arn();
    }

    private List<String> resources(String environment, String... types) {
        account.pass(Duration.ofHours(1));
        return tagging().getResources(request -> request.resourceTypeFilters(types)
                        .tagFilters(filter -> filter.key("redkite:environment").values(account.name(environment))))
                .resourceTagMappingList().stream().map(ResourceTagMapping::resourceARN).toList();
    }

    @Test
    void resources_of_several_services_are_found_by_one_tag() {
        assertThat(resources("demo")).isEmpty();
        String key = key("demo");
        String secret = secret("demo");
        key("other");

        assertThat(resources("demo")).containsExactlyInAnyOrder(key, secret);
    }

    @Test
    void resources_are_found_by_service_and_by_type() {
        String key = key("demo");
        String secret = secret("demo");

        assertThat(resources("demo", "kms")).containsExactly(key);
        assertThat(resources("demo", "secretsmanager:secret")).containsExactly(secret);
    }

    @Test
    void resources_come_with_all_their_tags() {
        key("demo");
        account.pass(Duration.ofHours(1));

        assertThat(tagging().getResources(request -> request
                        .tagFilters(filter -> filter.key("redkite:environment").values(account.name("demo"))))
                .resourceTagMappingList()).singleElement().satisfies(mapping -> assertThat(mapping.tags()).singleElement()
                        .satisfies(tag -> assertThat(tag.value()).isEqualTo(account.name("demo"))));
    }

    @Test
    void resources_come_page_by_page_until_none_is_left() {
        List<String> keys = List.of(key("demo"), key("demo"), key("demo"));
        account.pass(Duration.ofHours(1));

        assertThat(tagging().getResourcesPaginator(request -> request.resourcesPerPage(2)
                        .tagFilters(filter -> filter.key("redkite:environment").values(account.name("demo"))))
                .resourceTagMappingList()).extracting(ResourceTagMapping::resourceARN).containsExactlyInAnyOrderElementsOf(keys);
    }
}
