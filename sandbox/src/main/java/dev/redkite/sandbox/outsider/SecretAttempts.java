package dev.redkite.sandbox.outsider;

import dev.redkite.environment.Ownership;
import dev.redkite.environment.Plan;
import dev.redkite.sandbox.aws.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The environment's secrets and the keys that encrypt them. */
record SecretAttempts(World world, Strangers strangers) {

    private static final List<String> KEY_ACTIONS =
            List.of("kms:Decrypt", "kms:GenerateDataKey", "kms:CreateGrant", "kms:PutKeyPolicy", "kms:ScheduleKeyDeletion");
    private static final List<String> SECRET_ACTIONS =
            List.of("secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue", "secretsmanager:DeleteSecret");

    /** Policies of keys and secrets are about the one that they are of, by whatever pattern: so are these. */
    List<String> of(Plan plan) {
        List<String> got = new ArrayList<>();
        owned(world.kms().inventory(), "kms:key/", plan).forEach(key -> got.addAll(
                strangers.opened("key policy", world.kms().policyOf(key).aboutItself(), KEY_ACTIONS, "key " + key)));
        owned(world.secretsManager().inventory(), "secretsmanager:secret/", plan).forEach(secret -> got.addAll(
                strangers.opened("secret's policy", world.secretsManager().policyOf(secret).aboutItself(), SECRET_ACTIONS, "secret " + secret)));
        return got;
    }

    private static List<String> owned(Map<String, Map<String, String>> inventory, String kind, Plan plan) {
        return inventory.entrySet().stream()
                .filter(thing -> thing.getKey().startsWith(kind) && plan.environment().equals(thing.getValue().get(Ownership.ENVIRONMENT)))
                .map(thing -> thing.getKey().substring(kind.length()))
                .toList();
    }
}
