package dev.redkite.milvus;

import dev.redkite.outside.Outside;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.Map;

/**
 * The login of Milvus' root user, generated once and kept: Milvus reads the password at its first start only. Milvus
 * before 2.6 has no setting for it and begins with its own. People and the probe read it here.
 */
final class RootSecretStage extends SecretStage {

    static final String NAME = "milvus-root";

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
        if (present != null && present.getData() != null && present.getData().containsKey("password")) {
            return decoded(present);
        }
        return Map.of("username", "root", "password", switch (wanted.family()) {
            case SEPARATE_COORDINATORS -> "Milvus";
            case MIX_COORDINATOR -> generated();
        });
    }

    private String generated() {
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            password.append(LETTERS.charAt(outside.random().nextInt(LETTERS.length())));
        }
        return password.toString();
    }
}
