package dev.redkite.sandbox.aws.resourcegroupstagging;

import dev.redkite.sandbox.aws.AccountRegion;
import dev.redkite.sandbox.aws.Errors;
import dev.redkite.sandbox.aws.FakeService;
import dev.redkite.sandbox.aws.Shelf;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.arns.Arn;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.*;

/**
 * AWS Resource Groups Tagging API: what carries tags, or ever did, of whatever service; late, and without roles
 * (https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/supported-services.html).
 */
public final class FakeResourceGroupsTaggingApiClient extends FakeService implements ResourceGroupsTaggingApiClient {

    private static final int PAGE = 50;
    private static final int LARGEST_PAGE = 100;
    private static final String TOKEN = "after:";

    private static final Set<String> SERVICES =
            Set.of("ec2", "eks", "elasticloadbalancing", "iam", "kafka", "kms", "logs", "route53", "s3", "secretsmanager");

    final TagIndex index;

    /** @param account what stands in it, keys that await their deletion included: they are still keys */
    public FakeResourceGroupsTaggingApiClient(AccountRegion place, Supplier<Stream<Shelf>> account) {
        index = new TagIndex(place, account);
    }

    /** To be called once the account is as it stands at first. */
    public void begin() {
        index.begin();
    }

    /** To be called after every change of any resource. */
    public void settle() {
        index.settle();
    }

    @Override
    public GetResourcesResponse getResources(GetResourcesRequest request) {
        check(request);
        SortedMap<String, Map<String, String>> found = new TreeMap<>(index.listed());
        found.keySet().removeIf(arn -> !chosen(request, arn));
        found.values().removeIf(tags -> !request.tagFilters().stream().allMatch(filter -> matches(filter, tags)));
        String token = request.paginationToken();
        List<String> left = List.copyOf(
                token == null || token.isEmpty() ? found.keySet() : found.tailMap(token.substring(TOKEN.length()) + "\0").keySet());
        int size = Math.min(left.size(), request.resourcesPerPage() == null ? PAGE : request.resourcesPerPage());
        return GetResourcesResponse.builder()
                .resourceTagMappingList(left.subList(0, size).stream().map(arn -> mapping(arn, found.get(arn))).toList())
                .paginationToken(size < left.size() ? TOKEN + left.get(size - 1) : "")
                .build();
    }

    private static void check(GetResourcesRequest request) {
        if (request.tagsPerPage() != null || request.includeComplianceDetails() != null || request.excludeCompliantResources() != null) {
            throw new UnsupportedOperationException("the sandbox pages by resources and knows no tag policies");
        }
        Integer size = request.resourcesPerPage();
        refuse(size != null && (size < 1 || size > LARGEST_PAGE), "ResourcesPerPage must be between 1 and 100");
        String token = request.paginationToken();
        refuse(token != null && !token.isEmpty() && !token.startsWith(TOKEN), "The PaginationToken is not valid");
        refuse(request.hasResourceARNList() && (request.hasResourceTypeFilters() || request.hasTagFilters() || size != null || token != null),
                "ResourceARNList cannot be given with filters or pagination");
        refuse(request.tagFilters().stream().anyMatch(filter -> filter.key() == null), "A TagFilter needs a Key");
        request.resourceTypeFilters().forEach(type -> {
            if (!SERVICES.contains(type.split(":")[0]) || type.startsWith("iam:role") || type.startsWith("iam:user")) {
                throw new UnsupportedOperationException("GetResources lists no " + type + ", or the sandbox has none");
            }
        });
    }

    private static void refuse(boolean wrong, String message) {
        if (wrong) {
            throw error(message);
        }
    }

    private static AwsServiceException error(String message) {
        return Errors.of("ResourceGroupsTaggingApi", 400, "InvalidParameterException", message);
    }

    private static boolean chosen(GetResourcesRequest request, String arn) {
        if (request.hasResourceARNList()) {
            return request.resourceARNList().contains(arn);
        }
        return request.resourceTypeFilters().isEmpty() || request.resourceTypeFilters().stream()
                .anyMatch(type -> type.equals(service(arn)) || type.equals(service(arn) + ":" + type(arn)));
    }

    private static String service(String arn) {
        return Arn.fromString(arn).service();
    }

    /** As it stands in the ARN, which of all services Amazon S3 leaves it out of. */
    private static String type(String arn) {
        return Arn.fromString(arn).resource().resourceType().orElse("bucket");
    }

    private static boolean matches(TagFilter filter, Map<String, String> tags) {
        return tags.containsKey(filter.key()) && (filter.values().isEmpty() || filter.values().contains(tags.get(filter.key())));
    }

    private static ResourceTagMapping mapping(String arn, Map<String, String> tags) {
        return ResourceTagMapping.builder()
                .resourceARN(arn)
                .tags(tags.entrySet().stream().map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build()).toList())
                .build();
    }
}
