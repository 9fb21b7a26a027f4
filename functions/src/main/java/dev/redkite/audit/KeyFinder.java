package dev.redkite.audit;

import dev.redkite.audit.Leftover.Sweepable;
import dev.redkite.failure.AwsErrors;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.AliasListEntry;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.Tag;

/**
 * Keys of all generations: those with an alias of ours, and those that carry our tag and lost their alias. A key that
 * awaits its deletion is no leftover, for KMS knows no quicker end
 * (https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html), and it costs nothing.
 */
record KeyFinder(KmsClient kms, TaggedArns tagged) implements ResourceFinder {

    /** The least that KMS allows. */
    private static final int DELETION_WINDOW_DAYS = 7;

    @Override
    public Findings ask(AuditSpec spec) {
        String pattern = "alias/%s-g\\d+".formatted(spec.names().clusterName());
        List<AliasListEntry> aliases = kms.listAliasesPaginator().aliases().stream()
                .filter(alias -> alias.aliasName().matches(pattern))
                .toList();
        List<String> keys = tagged.of(spec, "kms:key");
        Findings named = aliases.stream().map(alias -> alias(spec, alias)).reduce(Findings.found(1, List.of()), Findings::plus);
        return keys.stream().map(arn -> key(spec, arn)).reduce(named.plus(Findings.absent()), Findings::plus);
    }

    private Findings alias(AuditSpec spec, AliasListEntry alias) {
        Optional<Map<String, String>> tags = tags(alias.targetKeyId());
        if (tags.isPresent() && !spec.ownership().owns(tags.get())) {
            return Findings.untouched("KMS alias %s bears our name, and its key not our tags.".formatted(alias.aliasName()));
        }
        return Findings.left(new Sweepable("KMS alias " + alias.aliasName(), () -> AwsErrors.unlessAbsent(
                        () -> kms.deleteAlias(request -> request.aliasName(alias.aliasName())))))
                .plus(tags.isEmpty() ? Findings.NOTHING : key(spec, alias.targetKeyId()));
    }

    private Findings key(AuditSpec spec, String keyId) {
        return tags(keyId)
                .filter(spec.ownership()::owns)
                .flatMap(_ -> AwsErrors.find(() -> kms.describeKey(request -> request.keyId(keyId)).keyMetadata()))
                .filter(key -> key.keyState() != KeyState.PENDING_DELETION)
                .map(key -> Findings.left(new Sweepable("KMS key " + key.keyId(), () -> kms.scheduleKeyDeletion(
                        request -> request.keyId(key.keyId()).pendingWindowInDays(DELETION_WINDOW_DAYS)))))
                .orElseGet(Findings::absent);
    }

    /** Empty when there is no such key; none when the key's own policy keeps us out, for then it is not ours. */
    private Optional<Map<String, String>> tags(String keyId) {
        return AwsErrors.unlessDenied(() -> AwsErrors.find(() -> kms.listResourceTagsPaginator(request -> request.keyId(keyId)).tags().stream()
                        .collect(Collectors.toMap(Tag::tagKey, Tag::tagValue))))
                .orElse(Optional.of(Map.of()));
    }

    @Override
    public Set<String> types() {
        return Set.of("kms:key", "kms:alias");
    }
}
