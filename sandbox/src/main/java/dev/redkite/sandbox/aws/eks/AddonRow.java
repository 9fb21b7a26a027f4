package dev.redkite.sandbox.aws.eks;

import dev.redkite.sandbox.aws.Lifecycle;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.eks.model.CreateAddonRequest;

/** One add-on of one cluster. */
final class AddonRow {

    final CreateAddonRequest made;
    final Instant created;
    String version;
    String roleArn;
    String configuration;
    Map<String, String> tags;
    Lifecycle life;
    boolean unremoved;
    Instant updatingUntil = Instant.MIN;

    AddonRow(CreateAddonRequest made, Instant created, String version, Lifecycle life) {
        this.made = made;
        this.created = created;
        this.version = version;
        this.life = life;
        roleArn = made.serviceAccountRoleArn();
        configuration = made.configurationValues();
        tags = new TreeMap<>(made.tags());
    }
}
