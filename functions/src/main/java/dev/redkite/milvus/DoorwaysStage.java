package dev.redkite.milvus;

import dev.redkite.outside.Outside;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress.Pending;
import dev.redkite.stage.Stage;

/** Made by the release, but removed before it: uninstalled together with Attu and Milvus they would leave load balancers. */
record DoorwaysStage(Outside outside) implements Stage<MilvusReleaseSpec, Void> {

    @Override
    public Progress<Void> ensure(MilvusReleaseSpec wanted) {
        return new Done<>(null);
    }

    @Override
    public Progress<Void> retire(MilvusReleaseSpec wanted) {
        return Doorways.removed(outside.kubernetes(wanted.cluster()), wanted.plan())
                ? new Done<>(null)
                : new Pending<>("the load balancers of Service and Ingress are being deleted");
    }
}
