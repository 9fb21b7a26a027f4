package dev.redkite.kafka;

import dev.redkite.stage.Progress;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress.Pending;
import dev.redkite.stage.Stage;

/** Root's secret, which leaves no facts: whoever reads it computes its name. */
record RootLoginStage(CredentialsSecretStage secret) implements Stage<KafkaCredentialsSpec, Void> {

    @Override
    public Progress<Void> ensure(KafkaCredentialsSpec wanted) {
        return told(secret.ensure(wanted));
    }

    @Override
    public Progress<Void> retire(KafkaCredentialsSpec wanted) {
        return told(secret.retire(wanted));
    }

    private static Progress<Void> told(Progress<?> progress) {
        return switch (progress) {
            case Done<?> _ -> new Done<>(null);
            case Pending<?>(String reason) -> new Pending<>("root's login: " + reason);
        };
    }
}
