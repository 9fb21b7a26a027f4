package dev.redkite.sandbox.doctor;

import dev.redkite.environment.Names;
import dev.redkite.environment.Ownership;
import dev.redkite.failure.AwsErrors;
import dev.redkite.platform.Platform;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.Cluster;
import software.amazon.awssdk.services.eks.model.ClusterStatus;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;

/**
 * What the trials make: of names that can be computed and with a tag, so that a later run finds what a killed one left. What
 * bears a name without the tag is somebody else's and stays.
 */
final class Belongings {

    static final String NAME = "redkite-doctor";
    static final String TAG = "redkite:doctor";

    /** No environment can be called so, for its name has no underscore; what functions may name and tag begins alike. */
    static final String ENVIRONMENT = "doctor_trial";

    /** As long as services may take to show what was made. */
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final Set<String> made = new TreeSet<>();
    private final Names names;
    private final SecretsManagerClient secrets;
    private final EksClient eks;
    private final KeyBelongings keys;
    private final NetworkBelongings network;
    private final IdentityBelongings identities;

    Belongings(Platform platform, Identity identity) {
        names = names(identity);
        secrets = platform.aws(SecretsManagerClient.class);
        eks = platform.aws(EksClient.class);
        keys = new KeyBelongings(platform, names.keyAlias());
        network = new NetworkBelongings(platform, names.launchTemplate());
        identities = new IdentityBelongings(platform, identity, names);
    }

    static Names names(Identity identity) {
        return new Names(ENVIRONMENT, 1, identity.account(), identity.region());
    }

    /** IAM is one namespace for all regions. */
    static String roleOf(String function, String region) {
        return "%s-%s-%s".formatted(NAME, region, function.replaceAll("Function$", ""));
    }

    /** 32 hexadecimal digits that nobody can guess. */
    static String newIdentifier(RandomGenerator random) {
        return HexFormat.of().toHexDigits(random.nextLong()) + HexFormat.of().toHexDigits(random.nextLong());
    }

    /** To be put on everything. */
    static Map<String, String> tags() {
        return new Ownership(ENVIRONMENT, 1, Map.of(TAG, "trial")).tags();
    }

    /**
     * What removing came to.
     *
     * @param removed names of what was there and goes
     * @param left    names of what would not go, each with what its service said
     */
    record Swept(List<String> removed, List<String> left) {}

    /** Something of that ARN or id was made just now: services may not show it yet, and it must go all the same. */
    synchronized void add(String id) {
        made.add(id);
    }

    /** That one is gone already. */
    synchronized void forget(String id) {
        made.remove(id);
    }

    /** ARNs of what stands, as far as the tagging API knows by now. */
    List<String> standing() {
        return Stream.concat(keys.tagged().filter(arn -> !arn.contains(":key/") || keys.stands(arn)), identities.standing().stream().map(Role::arn)).toList();
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

    /** Removes all of ours that stands. One that will not go keeps no other from going; what others are within goes after them. */
    Swept sweep() {
        Swept swept = new Swept(new ArrayList<>(), new ArrayList<>());
        sweep(swept, "secret " + names.kafkaSecret(), this::secret);
        sweep(swept, "KMS keys", keys::remove);
        sweep(swept, "launch template " + names.launchTemplate(), network::launchTemplates);
        sweep(swept, "elastic IPs", network::addresses);
        sweep(swept, "EKS cluster " + names.clusterName(), this::cluster);
        sweep(swept, "subnets", network::subnets);
        sweep(swept, "VPCs", network::vpcs);
        sweep(swept, "identity providers", identities::providers);
        sweep(swept, "roles", identities::roles);
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
        List<DescribeSecretResponse> ours = AwsErrors.find(() -> secrets.describeSecret(request -> request.secretId(names.kafkaSecret()))).stream()
                .filter(secret -> secret.deletedDate() == null)
                .filter(secret -> secret.tags().stream().anyMatch(tag -> tag.key().equals(TAG)))
                .toList();
        ours.forEach(secret -> AwsErrors.unlessAbsent(() ->
                secrets.deleteSecret(request -> request.secretId(secret.arn()).forceDeleteWithoutRecovery(true))));
        return ours.stream().map(DescribeSecretResponse::arn).toList();
    }

    /** EKS takes none of the trials', but if it ever did, it would cost. */
    private List<String> cluster() {
        List<Cluster> ours = AwsErrors.find(() -> eks.describeCluster(request -> request.name(names.clusterName())).cluster()).stream()
                .filter(cluster -> cluster.tags().containsKey(TAG))
                .filter(cluster -> cluster.status() != ClusterStatus.DELETING)
                .toList();
        ours.forEach(_ -> AwsErrors.unlessAbsent(() -> eks.deleteCluster(request -> request.name(names.clusterName()))));
        return ours.stream().map(Cluster::arn).toList();
    }
}
