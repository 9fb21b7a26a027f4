package dev.redkite.report;

import dev.redkite.failure.EnvironmentBusy;
import dev.redkite.registry.EnvironmentRecord;
import java.util.Optional;

/** An execution has come to its end, and the environment is not its own any more: what it would note would be somebody else's. */
final class Overtaken {

    private Overtaken() {}

    /** @param record what is registered now */
    static EnvironmentBusy by(Optional<EnvironmentRecord> record) {
        return new EnvironmentBusy(record.isPresent()
                ? "Another execution has taken the environment over while this one ran. Next: look at what that one comes to"
                        + " before you send this request again."
                : "The registry has lost the environment while this execution ran, and what it made stands unregistered."
                        + " Next: send the request again, which registers it as it stands.");
    }
}
