package dev.redkite.sandbox.doctor;

import dev.redkite.failure.AwsErrors;
import dev.redkite.outside.Outside;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.LaunchTemplate;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.Cluster;
import software.amazon.awssdk.services.eks.model.ClusterStatus;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.ResourceTagMapping;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;

/**
 * What the trials make: one of each kind, of one name and with a tag, so that a later run finds what a killed one left. What
 * bears the name without the tag is somebody else's and stays.
 */
final class Belongings {

    static final String NAME = "redkite-doctor";
    static final String TAG = "redkite:doctor";
    static final String ALIAS = "alias/" + NAME;

    /** The least that KMS allows; a key that awaits its deletion costs nothing. */
    private static final int DELETION_WINDOW_DAYS = 7;

    /** As long as services may take to show what was made. */
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final Set<String> made = new TreeSet<>();
    private final IamClient iam;
    private final KmsClient kms;
    private final SecretsManagerClient secrets;
    private final Ec2Client ec2;
    private final EksClient eks;
    private final ResourceGroupsTaggingApiClient tagging;

    Belongings(Outside outside) {
        iam = outside.aws(IamClient.class);
        kms = outside.aws(KmsClient.class);
        secrets = outside.aws(SecretsManagerClient.class);
        ec2 = outside.aws(Ec2Client.class);
        eks = outside.aws(EksClient.class);
        tagging = outside.aws(ResourceGroupsTaggingApiClient.class);
    }

    /**
     * What removing came to.
     *
     * @param removed names of what was there and goes
     * @param left    names of what would not go, each with what its service said
     */
    record Swept(List<String> removed, List<String> left) {}

    /** Something of that ARN or id was made just now: services may not show it yet, and it must go all the same. */
    synchronized void made(String id) {
        made.add(id);
    }

    /** That one is gone already. */
    synchronized void forget(String id) {
        made.remove(id);
    }

    /** Removes what stands, and looks again for what was made and has not shown yet. */
    Swept sweepAll(Patience patience) {
        Swept all = new Swept(new ArrayList<>(), new ArrayList<>());
        patience.look(LONGEST, () -> {
            Swept swept = sweep();
            all.removed().addAll(swept.removed());
            all.left().clear();
            all.left().addAll(swept.left());
            made.stream().filter(id -> !all.removed().contains(id) && swept.left().isEmpty()).forEach(id -> all.left().add(id + " (not shown)"));
            return all.left().isEmpty();
        });
        return all;
    }

    /** Removes all of ours that stands. One that will not go keeps no other from going. */
    Swept sweep() {
        Swept swept = new Swept(new ArrayList<>(), new ArrayList<>());
        sweep(swept, "secret " + NAME, this::secret);
        sweep(swept, "KMS keys", this::keys);
        sweep(swept, "launch template " + NAME, this::template);
        sweep(swept, "EKS cluster " + NAME, this::cluster);
        sweep(swept, "role " + NAME, this::role);
        return swept;
    }

    private static void sweep(Swept swept, String what, Supplier<List<String>> remove) {
        try {
            swept.removed().addAll(remove.get());
        } catch (SdkException e) {
            swept.left().add("%s (%s)".formatted(what, e instanceof AwsServiceException said ? AwsErrors.messageOf(said) : e.getMessage()));
        }
    }

    private List<String> secret() {
        List<DescribeSecretResponse> ours = AwsErrors.find(() -> secrets.describeSecret(request -> request.secretId(NAME))).stream()
                .filter(secret -> secret.deletedDate() == null)
                .filter(secret -> secret.tags().stream().anyMatch(tag -> tag.key().equals(TAG)))
                .toList();
        ours.forEach(secret -> AwsErrors.unlessAbsent(() ->
                secrets.deleteSecret(request -> request.secretId(secret.arn()).forceDeleteWithoutRecovery(true))));
        return ours.stream().map(DescribeSecretResponse::arn).toList();
    }

    /** By the alias, and by the tag those that never got one. */
    private List<String> keys() {
        List<String> ids = new ArrayList<>(AwsErrors.find(() -> kms.describeKey(request -> request.keyId(ALIAS)).keyMetadata()).stream()
                .map(KeyMetadata::arn).filter(this::isOurs).toList());
        if (!ids.isEmpty()) {
            AwsErrors.unlessAbsent(() -> kms.deleteAlias(request -> request.aliasName(ALIAS)));
        }
        tagging.getResourcesPaginator(request -> request.tagFilters(filter -> filter.key(TAG)).resourceTypeFilters("kms:key"))
                .resourceTagMappingList().stream().map(ResourceTagMapping::resourceARN).filter(arn -> !ids.contains(arn)).forEach(ids::add);
        List<String> removed = new ArrayList<>();
        ids.stream().filter(this::stands).forEach(id -> {
            kms.scheduleKeyDeletion(request -> request.keyId(id).pendingWindowInDays(DELETION_WINDOW_DAYS));
            removed.add(id);
        });
        return removed;
    }

    private boolean isOurs(String key) {
        return kms.listResourceTags(request -> request.keyId(key)).tags().stream().anyMatch(tag -> tag.tagKey().equals(TAG));
    }

    private boolean stands(String key) {
        return AwsErrors.find(() -> kms.describeKey(request -> request.keyId(key)).keyMetadata())
                .filter(found -> found.keyState() != KeyState.PENDING_DELETION).isPresent();
    }

    private List<String> template() {
        List<LaunchTemplate> ours = ec2.describeLaunchTemplatesPaginator(request -> request
                        .filters(filter -> filter.name("launch-template-name").values(NAME)))
                .launchTemplates().stream()
                .filter(template -> template.tags().stream().anyMatch(tag -> tag.key().equals(TAG)))
                .toList();
        ours.forEach(template -> AwsErrors.unlessAbsent(() -> ec2.deleteLaunchTemplate(request -> request.launchTemplateId(template.launchTemplateId()))));
        return ours.stream().map(LaunchTemplate::launchTemplateId).toList();
    }

    /** EKS takes none of the trials', but if it ever did, it would cost. */
    private List<String> cluster() {
        List<Cluster> ours = AwsErrors.find(() -> eks.describeCluster(request -> request.name(NAME)).cluster()).stream()
                .filter(cluster -> cluster.tags().containsKey(TAG))
                .filter(cluster -> cluster.status() != ClusterStatus.DELETING)
                .toList();
        ours.forEach(_ -> AwsErrors.unlessAbsent(() -> eks.deleteCluster(request -> request.name(NAME))));
        return ours.stream().map(Cluster::arn).toList();
    }

    private List<String> role() {
        List<Role> ours = AwsErrors.find(() -> iam.getRole(request -> request.roleName(NAME)).role()).stream()
                .filter(role -> role.tags().stream().collect(Collectors.toMap(tag -> tag.key(), tag -> tag.value())).containsKey(TAG))
                .toList();
        ours.forEach(_ -> AwsErrors.unlessAbsent(() -> iam.deleteRole(request -> request.roleName(NAME))));
        return ours.stream().map(Role::arn).toList();
    }

    /** To be put on everything. */
    static Map<String, String> tags() {
        return Map.of(TAG, "trial");
    }
}
