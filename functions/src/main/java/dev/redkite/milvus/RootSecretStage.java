package dev.redkite.milvus;

import dev.redkite.outside.Outside;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The login of Milvus' root user, generated once and kept, here before anywhere else. Milvus takes it at its very first
 * start from 2.6 on; where it began with the password that its documentation tells everybody, the probe sets this one.
 * People and the probe read it here.
 */
final class RootSecretStage extends SecretStage {

    static final String NAME = "milvus-root";

    /** https://milvus.io/docs/authenticate.md: never kept, whoever wrote it down. */
    private static final String PUBLISHED = "Milvus";

    private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
    private static final int LENGTH = 32;

    private final Outside outside;

    RootSecretStage(Outside outside) {
        super(outside, NAME);
        this.outside = outside;
    }

    /** Milvus takes common.security.defaultRootPassword by this name. */
    static Map<String, Object> variable() {
        return variable("COMMON_SECURITY_DEFAULTROOTPASSWORD", NAME, "password");
    }

    @Override
    Map<String, String> content(MilvusReleaseSpec wanted, Secret present) {
        if (present == null || present.getData() == null || !present.getData().containsKey("password")
                || PUBLISHED.equals(decoded(present).get("password"))) {
            return Map.of("username", "root", "password", generated());
        }
        Map<String, String> ours = new TreeMap<>(decoded(present));
        ours.keySet().retainAll(List.of("username", "password"));
        return ours;
    }

    private String generated() {
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            password.append(LETTERS.charAt(outside.random().nextInt(LETTERS.length())));
        }
        return password.toString();
    }
}
