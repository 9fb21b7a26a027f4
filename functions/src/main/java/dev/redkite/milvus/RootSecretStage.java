package dev.redkite.milvus;

import dev.redkite.environment.Names;
import dev.redkite.platform.Clusters;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What Milvus' root user begins with, from 2.6 on: a copy of what Secrets Manager held then, since the coordinator reads it at
 * its very first start and never again. It stays as it is, so that the probe still knows it should Secrets Manager's copy
 * be another.
 */
final class RootSecretStage extends SecretStage {

    private final RootLogin login;

    RootSecretStage(Clusters clusters, RootLogin login) {
        super(clusters, Names.ROOT_SECRET);
        this.login = login;
    }

    /** Milvus takes common.security.defaultRootPassword by this name. */
    static Map<String, Object> variable() {
        return variable("COMMON_SECURITY_DEFAULTROOTPASSWORD", Names.ROOT_SECRET, "password");
    }

    @Override
    Map<String, String> content(MilvusReleaseSpec spec, @Nullable Secret present) {
        if (present == null || present.getData() == null || !present.getData().containsKey("password")
                || RootLogin.PUBLISHED.equals(decoded(present).get("password"))) {
            return Map.of("username", RootLogin.USER, "password", login.requirePassword(spec.plan().names().rootSecret()));
        }
        Map<String, String> ours = new TreeMap<>(decoded(present));
        ours.keySet().retainAll(List.of("username", "password"));
        return ours;
    }
}
