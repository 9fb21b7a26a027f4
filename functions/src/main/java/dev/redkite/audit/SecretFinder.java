package dev.redkite.audit;

import dev.redkite.audit.Leftover.Sweepable;
import dev.redkite.failure.AwsErrors;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.Tag;

/**
 * Logins of this generation, by name, and of earlier ones, by tag. One that awaits its deletion is a leftover too: it
 * blocks its name for days (https://github.com/hashicorp/terraform-provider-aws/issues/4467).
 */
record SecretFinder(SecretsManagerClient secrets, TaggedArns tagged) implements ResourceFinder {

    @Override
    public Findings ask(AuditSpec spec) {
        Map<String, DescribeSecretResponse> found = new TreeMap<>();
        Stream.of(spec.names().kafkaSecret(), spec.names().rootSecret())
                .flatMap(name -> find(name).stream())
                .forEach(secret -> found.put(secret.arn(), secret));
        tagged.of(spec, "secretsmanager:secret").forEach(arn ->
                find(arn).ifPresent(secret -> found.put(secret.arn(), secret)));
        return found.values().stream()
                .map(secret -> findings(spec, secret))
                .reduce(Findings.found(3, List.of()), Findings::plus);
    }

    private Optional<DescribeSecretResponse> find(String secretId) {
        return AwsErrors.find(() -> secrets.describeSecret(request -> request.secretId(secretId)));
    }

    private Findings findings(AuditSpec spec, DescribeSecretResponse secret) {
        Map<String, String> tags = secret.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value));
        if (!spec.ownership().owns(tags)) {
            return Findings.untouched("Secret %s bears our name and not our tags.".formatted(secret.name()));
        }
        return Findings.left(new Sweepable("secret " + secret.name(), () -> secrets.deleteSecret(
                request -> request.secretId(secret.arn()).forceDeleteWithoutRecovery(true))));
    }

    @Override
    public Set<String> types() {
        return Set.of("secretsmanager:secret");
    }
}
