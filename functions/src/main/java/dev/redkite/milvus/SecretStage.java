package dev.redkite.milvus;

import dev.redkite.environment.Ownership;
import dev.redkite.failure.Confidential;
import dev.redkite.failure.NotOurs;
import dev.redkite.json.Json;
import dev.redkite.platform.Clusters;
import dev.redkite.stage.Change;
import dev.redkite.stage.NamedResource;
import dev.redkite.stage.Observation;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A Kubernetes Secret in Milvus' namespace. It leaves no facts, for those travel in the execution. */
abstract sealed class SecretStage implements NamedResource<MilvusReleaseSpec, MilvusIdentity, Void>
        permits KafkaSecretStage, RootSecretStage {

    private final Clusters clusters;
    private final String name;

    SecretStage(Clusters clusters, String name) {
        this.clusters = clusters;
        this.name = name;
    }

    /** @param present what is in the cluster now */
    abstract Map<String, String> content(MilvusReleaseSpec spec, @Nullable Secret present);

    static Map<String, Object> variable(String variable, String secret, String key) {
        return Map.of("name", variable, "valueFrom", Map.of("secretKeyRef", Map.of("name", secret, "key", key)));
    }

    static Map<String, String> decoded(Secret secret) {
        Map<String, String> decoded = new TreeMap<>();
        secret.getData().forEach((key, value) ->
                decoded.put(key, new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8)));
        return decoded;
    }

    private static String password(Map<String, String> content) {
        return content.getOrDefault("password", "");
    }

    /** Compares the keys that are ours: what others put beside them is theirs. */
    @Override
    public Observation<Void> observe(MilvusReleaseSpec spec) {
        return present(spec.identity()).then(present -> {
            Map<String, String> content = content(spec, present);
            return Observation.compared(decoded(present).entrySet().containsAll(content.entrySet()) ? List.of()
                    : List.of(new Change("Secret %s differs".formatted(name), () -> patch(spec, content))));
        });
    }

    @Override
    public Observation<Secret> present(MilvusIdentity milvus) {
        Secret found = clusters.kubernetes(milvus.cluster()).secrets().inNamespace(milvus.namespace()).withName(name).get();
        if (found == null) {
            return Observation.absent();
        }
        Map<String, String> labels = found.getMetadata().getLabels();
        if (labels == null || !milvus.plan().environment().equals(labels.get(Ownership.ENVIRONMENT_LABEL))) {
            throw new NotOurs("Secret %s/%s exists and is not labelled %s=%s. Next: remove it, then redrive the execution.".formatted(
                    milvus.namespace(), name, Ownership.ENVIRONMENT_LABEL, milvus.plan().environment()));
        }
        return Observation.ready(found);
    }

    @Override
    public MilvusIdentity identity(MilvusReleaseSpec spec) {
        return spec.identity();
    }

    /** The API server has stored what it has answered. */
    @Override
    public Observation<Void> made(MilvusReleaseSpec spec) {
        create(spec);
        return Observation.ready();
    }

    /** Refused when another call was quicker, so that a generated content is never written twice. */
    @Override
    public void create(MilvusReleaseSpec spec) {
        Map<String, String> content = content(spec, null);
        Confidential.call(password(content), () -> clusters.kubernetes(spec.cluster()).resource(secret(spec, content)).create());
    }

    /** Only the keys that are ours, by the manager that made them: a second one could never take the first one's away. */
    private void patch(MilvusReleaseSpec spec, Map<String, String> content) {
        Secret secret = secret(spec, content);
        Confidential.call(password(content), () -> clusters.kubernetes(spec.cluster()).resource(secret)
                .patch(PatchContext.of(PatchType.JSON_MERGE), Json.text(Map.of("data", secret.getData()))));
    }

    @Override
    public void remove(MilvusIdentity milvus) {
        clusters.kubernetes(milvus.cluster()).secrets().inNamespace(milvus.namespace()).withName(name).delete();
    }

    private Secret secret(MilvusReleaseSpec spec, Map<String, String> content) {
        Map<String, String> encoded = new TreeMap<>();
        content.forEach((key, value) ->
                encoded.put(key, Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))));
        return new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(spec.identity().namespace())
                .withLabels(spec.plan().ownership().labels())
                .endMetadata()
                .withType("Opaque")
                .withData(encoded)
                .build();
    }
}
