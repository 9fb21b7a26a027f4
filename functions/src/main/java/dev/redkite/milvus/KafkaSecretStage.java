package dev.redkite.milvus;

import dev.redkite.outside.Outside;
import dev.redkite.stage.Json;
import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.Map;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** The Kafka login in the cluster, taken from Secrets Manager: the one place besides where the password lies. */
final class KafkaSecretStage extends SecretStage {

    static final String NAME = "milvus-kafka";

    private final Outside outside;

    KafkaSecretStage(Outside outside) {
        super(outside, NAME);
        this.outside = outside;
    }

    /** One variable of a container, in the words of Kubernetes; Milvus' configuration keys are also its variables. */
    static Map<String, Object> variable(String name, String key) {
        return variable(name, NAME, key);
    }

    @Override
    Map<String, String> content(MilvusReleaseSpec wanted, Secret present) {
        JsonNode login = Json.parse(outside.aws(SecretsManagerClient.class)
                .getSecretValue(request -> request.secretId(wanted.surroundings().credentials().secretArn()))
                .secretString());
        return Map.of("username", login.path("username").asText(), "password", login.path("password").asText());
    }
}
