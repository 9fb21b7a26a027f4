package dev.redkite.sandbox.doctor;

import dev.redkite.failure.AwsErrors;
import dev.redkite.platform.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.ResourceTagMapping;

/** The trials' keys, by their alias, and by the tag those that never got one. */
final class KeyBelongings {

    /** The least that KMS allows; a key that awaits its deletion costs nothing. */
    private static final int DELETION_WINDOW_DAYS = 7;

    private final KmsClient kms;
    private final ResourceGroupsTaggingApiClient tagging;
    private final String alias;

    KeyBelongings(Platform platform, String alias) {
        kms = platform.aws(KmsClient.class);
        tagging = platform.aws(ResourceGroupsTaggingApiClient.class);
        this.alias = alias;
    }

    List<String> remove() {
        List<String> ids = new ArrayList<>(AwsErrors.find(() -> kms.describeKey(request -> request.keyId(alias)).keyMetadata()).stream()
                .map(KeyMetadata::arn).filter(this::isOurs).toList());
        if (!ids.isEmpty()) {
            AwsErrors.unlessAbsent(() -> kms.deleteAlias(request -> request.aliasName(alias)));
        }
        tagged().filter(arn -> arn.contains(":key/") && !ids.contains(arn)).forEach(ids::add);
        List<String> removed = new ArrayList<>();
        ids.stream().filter(this::stands).forEach(id -> {
            kms.scheduleKeyDeletion(request -> request.keyId(id).pendingWindowInDays(DELETION_WINDOW_DAYS));
            removed.add(id);
        });
        return removed;
    }

    /** ARNs of all that bears the tag, not of keys alone; roles the tagging API does not have. */
    Stream<String> tagged() {
        return tagging.getResourcesPaginator(request -> request.tagFilters(filter -> filter.key(Belongings.TAG)))
                .resourceTagMappingList().stream().map(ResourceTagMapping::resourceARN);
    }

    private boolean isOurs(String key) {
        return kms.listResourceTags(request -> request.keyId(key)).tags().stream().anyMatch(tag -> tag.tagKey().equals(Belongings.TAG));
    }

    /** Whether it is there and does not await its deletion already. */
    boolean stands(String key) {
        return AwsErrors.find(() -> kms.describeKey(request -> request.keyId(key)).keyMetadata())
                .filter(found -> found.keyState() != KeyState.PENDING_DELETION).isPresent();
    }
}
