package dev.redkite.audit;

import dev.redkite.environment.Ownership;
import java.util.List;
import software.amazon.awssdk.arns.Arn;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.ResourceTagMapping;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.TagFilter;

/**
 * What carries the environment's tag, of whatever kind and generation, as the tagging API says. It goes on listing what
 * has been deleted for a while (https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html),
 * so its word is where to look and not what is.
 */
record TaggedArns(ResourceGroupsTaggingApiClient client) {

    /** @param types as in {@link #type}; every type where none is named */
    List<String> of(AuditSpec spec, String... types) {
        TagFilter ours = TagFilter.builder()
                .key(Ownership.ENVIRONMENT)
                .values(spec.ownership().environment())
                .build();
        return client.getResourcesPaginator(request -> {
                    request.tagFilters(ours);
                    if (types.length > 0) {
                        request.resourceTypeFilters(types);
                    }
                })
                .resourceTagMappingList().stream()
                .map(ResourceTagMapping::resourceARN)
                .sorted()
                .toList();
    }

    /**
     * Service and type, e.g. {@code ec2:vpc}; the service alone where ARNs name no type, as a bucket's. An ARN is
     * {@code arn:partition:service:region:account:type/id}, or with a colon before the id.
     */
    static String type(String arn) {
        Arn parsed = Arn.fromString(arn);
        return parsed.resource().resourceType().map(type -> parsed.service() + ":" + type).orElse(parsed.service());
    }
}
