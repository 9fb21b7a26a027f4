package dev.redkite.trigger.http;

import dev.redkite.admission.Preflight;
import dev.redkite.outside.Outside;
import dev.redkite.registry.Registry;
import dev.redkite.trigger.RequestKeys;
import dev.redkite.trigger.Requests;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** What the controllers are made of. */
@Factory
final class Parts {

    @Singleton
    Registry registry(Outside outside) {
        return Registry.of(outside);
    }

    @Singleton
    Requests requests(Outside outside) {
        return Requests.of(outside);
    }

    @Singleton
    RequestKeys requestKeys(Outside outside) {
        return RequestKeys.of(outside);
    }

    @Singleton
    Preflight preflight(Outside outside) {
        return new Preflight(outside);
    }
}
