package dev.redkite.sandbox.aws.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.json.Json;
import dev.redkite.sandbox.aws.AccountRegion;
import dev.redkite.sandbox.aws.kms.FakeKmsClient;
import dev.redkite.sandbox.aws.secretsmanager.FakeSecretsManagerClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.kafka.model.UnprocessedScramSecret;

/** Logins of a cluster. What is wrong with a secret is said inside an answer that looks like success. */
record ScramSecrets(AccountRegion place, FakeSecretsManagerClient secrets) {

    /** MSK attaches it to what it is given: https://docs.aws.amazon.com/msk/latest/developerguide/msk-password-tutorial.html. */
    private static final String READS = """
            {"Version":"2012-10-17","Statement":[{"Sid":"AWSKafkaResourcePolicy","Effect":"Allow","Principal":{"Service":"kafka.amazonaws.com"},\
            "Action":"secretsmanager:getSecretValue","Resource":"%s"}]}""";

    List<UnprocessedScramSecret> associate(StoredCluster cluster, List<String> arns) {
        List<UnprocessedScramSecret> unprocessed = new ArrayList<>();
        for (String arn : arns) {
            findFault(cluster, arn).ifPresentOrElse(
                    fault -> unprocessed.add(unprocessed(arn, fault)),
                    () -> {
                        cluster.secrets.put(arn, place.now());
                        secrets.lend(arn, READS.formatted(arn));
                    });
        }
        return unprocessed;
    }

    List<UnprocessedScramSecret> disassociate(StoredCluster cluster, List<String> arns) {
        return arns.stream()
                .filter(arn -> cluster.secrets.remove(arn) == null)
                .map(arn -> unprocessed(arn, "The provided secret isn't associated with this cluster."))
                .toList();
    }

    private static UnprocessedScramSecret unprocessed(String arn, String fault) {
        return UnprocessedScramSecret.builder().secretArn(arn).errorCode("InvalidSecretArn").errorMessage(fault).build();
    }

    private Optional<String> findFault(StoredCluster cluster, String arn) {
        Optional<String> name = secrets.findName(arn);
        if (name.isEmpty()) {
            return Optional.of("The provided secret ARN is invalid.");
        }
        if (!name.get().startsWith("AmazonMSK_")) {
            return Optional.of("The provided secret must have a name with the prefix AmazonMSK_.");
        }
        if (secrets.findKey(arn).filter(FakeKmsClient.DEFAULT_SECRETS_KEY::equals).isPresent()) {
            return Optional.of("The provided secret is encrypted with the default key. You can't use this secret with Amazon MSK.");
        }
        if (login(arn).isEmpty()) {
            return Optional.of("The provided secret can't be read, or doesn't hold a username and a password.");
        }
        return cluster.secrets.containsKey(arn)
                ? Optional.of("The provided secret is already associated with this cluster.") : Optional.empty();
    }

    private record Login(String username, String password) {}

    private Optional<Login> login(String arn) {
        return secrets.findValue(arn).map(ScramSecrets::parsed)
                .filter(value -> value.path("username").isTextual() && value.path("password").isTextual())
                .map(value -> new Login(value.get("username").asText(), value.get("password").asText()));
    }

    private static JsonNode parsed(String value) {
        try {
            return Json.parse(value);
        } catch (IllegalArgumentException _) {
            return Json.object();
        }
    }

    /** Whether brokers take that login now; an association is not usable at once. */
    boolean usable(StoredCluster cluster, String username, String password) {
        Instant now = place.now();
        return cluster.secrets.entrySet().stream()
                .filter(entry -> !now.isBefore(entry.getValue().plus(place.durations().create("mskScramUsable"))))
                .anyMatch(entry -> login(entry.getKey()).filter(new Login(username, password)::equals).isPresent());
    }

    /** From when on brokers take every login that the cluster has been given; empty when it has none. */
    Optional<Instant> allUsableAt(StoredCluster cluster) {
        return cluster.secrets.values().stream()
                .map(associated -> associated.plus(place.durations().create("mskScramUsable")))
                .max(Comparator.naturalOrder());
    }
}
