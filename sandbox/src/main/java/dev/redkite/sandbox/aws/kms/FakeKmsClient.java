package dev.redkite.sandbox.aws.kms;

import dev.redkite.sandbox.aws.AccountRegion;
import dev.redkite.sandbox.aws.Errors;
import dev.redkite.sandbox.aws.FakeService;
import dev.redkite.sandbox.aws.Lag;
import dev.redkite.sandbox.aws.Page;
import dev.redkite.sandbox.aws.Shelf;
import dev.redkite.sandbox.aws.StandingResource;
import dev.redkite.sandbox.policy.ResourcePolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.*;

/**
 * AWS KMS, as far as the life of symmetric keys and their aliases goes; nothing is encrypted. A fresh key is listed at once
 * and not found by its id for a while.
 */
public final class FakeKmsClient extends FakeService implements KmsClient {

    /** The key that Secrets Manager uses when it is given none. */
    public static final String DEFAULT_SECRETS_KEY = "alias/aws/secretsmanager";

    private static final int PAGE = 100;

    private final AccountRegion place;
    private final Map<String, StoredKey> keys = new TreeMap<>();
    private final Map<String, String> aliases = new TreeMap<>();

    public FakeKmsClient(AccountRegion place) {
        this.place = place;
        StoredKey managed = new StoredKey(place, KeyManagerType.AWS, "", KeyPolicy.ofAccount(place), Map.of());
        keys.put(managed.id, managed);
        aliases.put(DEFAULT_SECRETS_KEY, managed.id);
    }

    /** A key of somebody else's under that alias, or, given null, under none; answers its ARN. */
    public String standing(String alias) {
        return foreign(alias, KeyPolicy.ofAccount(place)).arn;
    }

    /** The same of one whose policy lets us do nothing with it, not even read. */
    public void keepsOut(String alias) {
        foreign(alias, KeyPolicy.ofAccount(place)).keepsOut = true;
    }

    /** A key of the user's own with that policy; answers its ARN. */
    public String standing(String alias, String policy) {
        KeyPolicy.check(place, policy);
        return foreign(alias, policy).arn;
    }

    private StoredKey foreign(String alias, String policy) {
        StoredKey key = new StoredKey(place, KeyManagerType.CUSTOMER, "", policy, Map.of());
        keys.put(key.id, key);
        if (alias != null) {
            aliases.put(alias, key.id);
        }
        changes.note();
        return key;
    }

    /** Whether the key's policy names that principal. */
    public boolean names(String keyArn, String principal) {
        return findKey(keyArn).filter(key -> key.policy.contains(principal)).isPresent();
    }

    /** What the policy of that key says; nothing where there is no such key. */
    public ResourcePolicy policyOf(String keyArn) {
        return findKey(keyArn).map(key -> ResourcePolicy.of(key.policy)).orElse(ResourcePolicy.NONE);
    }

    @Override
    public PutKeyPolicyResponse putKeyPolicy(PutKeyPolicyRequest request) {
        StoredKey key = notPending(byId(request.keyId()));
        KeyPolicy.check(place, request.policy());
        key.policy = request.policy();
        return PutKeyPolicyResponse.builder().build();
    }

    @Override
    public GetKeyPolicyResponse getKeyPolicy(GetKeyPolicyRequest request) {
        return GetKeyPolicyResponse.builder().policy(byId(request.keyId()).policy).policyName("default").build();
    }

    /** The sandbox's keys have none. */
    @Override
    public ListGrantsResponse listGrants(ListGrantsRequest request) {
        byId(request.keyId());
        return ListGrantsResponse.builder().grants(List.of()).truncated(false).build();
    }

    /** Everything of customers that lives, keys awaiting deletion left out. */
    @Override
    protected Stream<StandingResource> standing() {
        return Stream.concat(
                keys.values().stream()
                        .filter(key -> key.manager == KeyManagerType.CUSTOMER)
                        .filter(key -> key.state(place.now()).filter(state -> state != KeyState.PENDING_DELETION).isPresent())
                        .map(this::standing),
                aliases().stream().filter(alias -> !alias.startsWith("alias/aws/"))
                        .map(alias -> new StandingResource("kms:" + alias, arn(alias), Map.of())));
    }

    @Override
    protected Stream<Shelf> shelves() {
        return Stream.of(Shelf.whole(changes, () -> Stream.concat(standing(), awaitingDeletion())));
    }

    /** Keys whose deletion is scheduled. */
    public Stream<StandingResource> awaitingDeletion() {
        return keys.values().stream()
                .filter(key -> key.state(place.now()).filter(KeyState.PENDING_DELETION::equals).isPresent())
                .map(this::standing);
    }

    private StandingResource standing(StoredKey key) {
        return new StandingResource("kms:key/" + key.id, key.arn, key.tags, () -> "%s, rotates %s, %s, %s".formatted(
                key.policy, key.rotates, key.state(place.now()), key.description));
    }

    /** The tags by which IAM decides about a key, awaiting deletion or not; none until they count, empty when there is no such key. */
    public Optional<Map<String, String>> authorizingTags(String keyId) {
        return Optional.ofNullable(keys.get(keyId))
                .filter(key -> key.manager == KeyManagerType.CUSTOMER && key.state(place.now()).isPresent())
                .map(key -> place.now().isBefore(key.tagsCount) ? Map.of() : key.tags);
    }

    /** What another service sees of a key, given by id, ARN or alias; empty when it is not there. */
    public Optional<KeyMetadata> find(String keyId) {
        return findKey(keyId).map(key -> key.metadata(place));
    }

    @Override
    public CreateKeyResponse createKey(CreateKeyRequest request) {
        if (request.keySpec() != null && request.keySpec() != KeySpec.SYMMETRIC_DEFAULT || Boolean.TRUE.equals(request.multiRegion())) {
            throw new java.lang.UnsupportedOperationException("the sandbox has symmetric keys of one region only");
        }
        String policy = request.policy() == null ? KeyPolicy.ofAccount(place) : request.policy();
        KeyPolicy.check(place, policy);
        StoredKey key = new StoredKey(place, KeyManagerType.CUSTOMER,
                Optional.ofNullable(request.description()).orElse(""), policy, checked(request.tags()));
        key.readable = place.visibleAt(Lag.Kind.KMS_KEY, key.id);
        key.tagsCount = place.visibleAt(Lag.Kind.KMS_TAGS, key.id);
        keys.put(key.id, key);
        return CreateKeyResponse.builder().keyMetadata(key.metadata(place)).build();
    }

    private static Map<String, String> checked(List<Tag> tags) {
        Map<String, String> checked = new TreeMap<>();
        for (Tag tag : tags) {
            if (tag.tagKey().startsWith("aws:") || checked.put(tag.tagKey(), tag.tagValue()) != null) {
                throw error("TagException", "A tag key is reserved or given twice: " + tag.tagKey());
            }
        }
        return checked;
    }

    @Override
    public DescribeKeyResponse describeKey(DescribeKeyRequest request) {
        return DescribeKeyResponse.builder().keyMetadata(require(request.keyId()).metadata(place)).build();
    }

    @Override
    public CreateAliasResponse createAlias(CreateAliasRequest request) {
        String alias = request.aliasName();
        if (!alias.matches("alias/[a-zA-Z0-9/_-]+") || alias.startsWith("alias/aws/")) {
            throw error("InvalidAliasNameException", "Alias must begin with alias/, hold letters, digits, /, _ and - only, and not begin with alias/aws/");
        }
        if (aliases().contains(alias)) {
            throw error("AlreadyExistsException", "An alias with the name %s already exists".formatted(arn(alias)));
        }
        aliases.put(alias, usable(request.targetKeyId()).id);
        return CreateAliasResponse.builder().build();
    }

    @Override
    public DeleteAliasResponse deleteAlias(DeleteAliasRequest request) {
        if (!aliases().contains(request.aliasName())) {
            throw error("NotFoundException", "Alias %s is not found.".formatted(arn(request.aliasName())));
        }
        aliases.remove(request.aliasName());
        return DeleteAliasResponse.builder().build();
    }

    @Override
    public ListAliasesResponse listAliases(ListAliasesRequest request) {
        String key = request.keyId() == null ? null : byId(request.keyId()).id;
        List<String> listed = aliases().stream().filter(alias -> key == null || aliases.get(alias).equals(key)).toList();
        Page<String> page = page(listed, request.limit(), request.marker());
        return ListAliasesResponse.builder()
                .aliases(page.items().stream()
                        .map(alias -> AliasListEntry.builder().aliasName(alias).aliasArn(arn(alias)).targetKeyId(aliases.get(alias)).build())
                        .toList())
                .nextMarker(page.next())
                .truncated(page.next() != null)
                .build();
    }

    private static <T> Page<T> page(List<T> all, Integer limit, String marker) {
        return Page.of(all, limit == null ? PAGE : limit, "", marker, () -> error("InvalidMarkerException", "Marker " + marker + " is not valid."));
    }

    @Override
    public ListKeysResponse listKeys(ListKeysRequest request) {
        List<StoredKey> living = keys.values().stream().filter(key -> key.state(place.now()).isPresent()).toList();
        Page<StoredKey> page = page(living, request.limit(), request.marker());
        return ListKeysResponse.builder()
                .keys(page.items().stream().map(key -> KeyListEntry.builder().keyId(key.id).keyArn(key.arn).build()).toList())
                .nextMarker(page.next())
                .truncated(page.next() != null)
                .build();
    }

    @Override
    public ListResourceTagsResponse listResourceTags(ListResourceTagsRequest request) {
        return ListResourceTagsResponse.builder()
                .tags(byId(request.keyId()).tags.entrySet().stream()
                        .map(tag -> Tag.builder().tagKey(tag.getKey()).tagValue(tag.getValue()).build())
                        .toList())
                .truncated(false)
                .build();
    }

    @Override
    public TagResourceResponse tagResource(TagResourceRequest request) {
        notPending(byId(request.keyId())).tags.putAll(checked(request.tags()));
        return TagResourceResponse.builder().build();
    }

    @Override
    public GetKeyRotationStatusResponse getKeyRotationStatus(GetKeyRotationStatusRequest request) {
        StoredKey key = byId(request.keyId());
        return GetKeyRotationStatusResponse.builder().keyId(key.id).keyRotationEnabled(key.rotates).build();
    }

    @Override
    public EnableKeyRotationResponse enableKeyRotation(EnableKeyRotationRequest request) {
        usable(request.keyId()).rotates = true;
        return EnableKeyRotationResponse.builder().build();
    }

    @Override
    public EnableKeyResponse enableKey(EnableKeyRequest request) {
        notPending(byId(request.keyId())).disabled = false;
        return EnableKeyResponse.builder().build();
    }

    @Override
    public ScheduleKeyDeletionResponse scheduleKeyDeletion(ScheduleKeyDeletionRequest request) {
        int days = request.pendingWindowInDays() == null ? 30 : request.pendingWindowInDays();
        if (days < 7 || days > 30) {
            throw error("ValidationException", "PendingWindowInDays must be between 7 and 30");
        }
        StoredKey key = notPending(byId(request.keyId()));
        if (key.manager == KeyManagerType.AWS) {
            throw error("AccessDeniedException", "%s is an AWS managed key".formatted(key.arn));
        }
        key.goneAt = place.now().plus(Duration.ofDays(days));
        changes.noteAt(key.goneAt);
        return ScheduleKeyDeletionResponse.builder()
                .keyId(key.arn).keyState(KeyState.PENDING_DELETION).pendingWindowInDays(days).deletionDate(key.goneAt).build();
    }

    @Override
    public CancelKeyDeletionResponse cancelKeyDeletion(CancelKeyDeletionRequest request) {
        StoredKey key = byId(request.keyId());
        if (key.goneAt == null) {
            throw error("KMSInvalidStateException", "%s is not pending deletion.".formatted(key.arn));
        }
        key.goneAt = null;
        key.disabled = true;
        return CancelKeyDeletionResponse.builder().keyId(key.arn).build();
    }

    /** A key that goes takes its aliases along. */
    private Set<String> aliases() {
        aliases.values().removeIf(id -> keys.get(id).state(place.now()).isEmpty());
        return aliases.keySet();
    }

    private StoredKey usable(String keyId) {
        StoredKey key = notPending(byId(keyId));
        if (key.disabled) {
            throw error("DisabledException", "%s is disabled.".formatted(key.arn));
        }
        return key;
    }

    private StoredKey notPending(StoredKey key) {
        if (key.goneAt != null) {
            throw error("KMSInvalidStateException", "%s is pending deletion.".formatted(key.arn));
        }
        return key;
    }

    /** Most operations take no alias. */
    private StoredKey byId(String keyId) {
        if (keyId.startsWith("alias/")) {
            throw error("NotFoundException", "Invalid keyId " + keyId);
        }
        return require(keyId);
    }

    private StoredKey require(String keyId) {
        StoredKey key = findKey(keyId).orElseThrow(absent(keyId));
        if (key.keepsOut) {
            throw error("AccessDeniedException", "User is not authorized to perform this on resource: %s because no resource-based policy allows it"
                    .formatted(key.arn));
        }
        return key;
    }

    private Supplier<AwsServiceException> absent(String keyId) {
        return () -> error("NotFoundException",
                (keyId.startsWith("alias/") ? "Alias %s is not found." : "Key '%s' does not exist").formatted(keyId.startsWith("arn:") ? keyId : arn(keyId)));
    }

    private Optional<StoredKey> findKey(String keyId) {
        Function<String, String> bare = id -> id.substring(id.indexOf('/') + 1);
        String id = keyId.startsWith("alias/") ? aliases.get(keyId) : keyId.startsWith("arn:") ? bare.apply(keyId) : keyId;
        return Optional.ofNullable(id).map(keys::get)
                .filter(key -> key.state(place.now()).isPresent() && !place.now().isBefore(key.readable));
    }

    private String arn(String name) {
        return place.arn("kms", name);
    }

    static AwsServiceException error(String code, String message) {
        return Errors.of("Kms", 400, code, message);
    }
}
