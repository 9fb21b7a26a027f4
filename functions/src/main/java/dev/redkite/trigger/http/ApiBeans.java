package dev.redkite.trigger.http;

import dev.redkite.admission.Preflight;
import dev.redkite.platform.Platform;
import dev.redkite.registry.Registry;
import dev.redkite.trigger.BackupList;
import dev.redkite.trigger.RequestKeys;
import dev.redkite.trigger.Requests;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** What the controllers are made of. */
@Factory
final class ApiBeans {

    @Singleton
    Registry registry(Platform platform) {
        return Registry.of(platform);
    }

    @Singleton
    Requests requests(Platform platform) {
        return Requests.of(platform);
    }

    @Singleton
    RequestKeys requestKeys(Platform platform) {
        return RequestKeys.of(platform);
    }

    @Singleton
    BackupList backupList(Platform platform) {
        return BackupList.of(platform);
    }

    @Singleton
    Preflight preflight(Platform platform) {
        return new Preflight(platform);
    }
}
