package dev.redkite.milvus;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.failure.StageBroken;
import dev.redkite.json.Json;
import dev.redkite.platform.Clusters;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** The Kafka login in the cluster, taken from Secrets Manager: the one place besides where the password lies. */
final class KafkaSecretStage extends SecretStage {

    static final String NAME = "milvus-kafka";

    private final Supplier<SecretsManagerClient> secrets;

    /** @param secrets asked for only when something is read */
    KafkaSecretStage(Clusters clusters, Supplier<SecretsManagerClient> secrets) {
        super(clusters, NAME);
        this.secrets = secrets;
    }

    /** One variable of a container, in the words of Kubernetes; Milvus' configuration keys are also its variables. */
    static Map<String, Object> variable(String name, String key) {
        return variable(name, NAME, key);
    }

    @Override
    Map<String, String> content(MilvusReleaseSpec spec, @Nullable Secret present) {
        String arn = spec.surroundings().credentials().secretArn();
        JsonNode login = login(secrets.get().getSecretValue(request -> request.secretId(arn)).secretString());
        String user = login.path("username").asText();
        String password = login.path("password").asText();
        if (user.isEmpty() || password.isEmpty()) {
            throw new StageBroken(("Secret %s in Secrets Manager is no JSON with the keys username and password, by which MSK lets Milvus in."
                    + " Next: put {\"username\":\"milvus\",\"password\":\"…\"} there (aws secretsmanager put-secret-value --region %s"
                    + " --secret-id %s --secret-string file://…), then redrive the execution.")
                    .formatted(spec.plan().names().kafkaSecret(), spec.plan().region(), arn));
        }
        return Map.of("username", user, "password", password);
    }

    /** Of what is stored nothing is quoted, not even where it ceases to be JSON. */
    private static JsonNode login(String stored) {
        try {
            return Json.parse(stored == null ? "" : stored);
        } catch (IllegalArgumentException notJson) {
            return Json.object();
        }
    }
}
