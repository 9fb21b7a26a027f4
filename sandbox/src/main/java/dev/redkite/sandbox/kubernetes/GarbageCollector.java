package dev.redkite.sandbox.kubernetes;

import java.util.Set;
import java.util.stream.Collectors;

/** Deletes what has no owner left, and holds an owner deleted in the foreground until its dependents are gone. */
final class GarbageCollector implements ControlLoop.Controller {

    @Override
    public void reconcile(ClusterState state) {
        Set<String> living = state.store.everything().stream()
                .map(KubernetesObject::uid)
                .collect(Collectors.toSet());
        for (KubernetesObject object : state.store.everything()) {
            boolean orphaned = !object.owners().isEmpty()
                    && object.owners().stream().noneMatch(owner -> living.contains(owner.uid()));
            if (orphaned && !object.deleting()) {
                state.store.find(object).ifPresent(state.deletion::delete);
            }
            if (object.deleting() && object.finalizers().contains(Deletion.FOREGROUND)) {
                foreground(state, object);
            }
            if (object.type().is("customresourcedefinitions.apiextensions.k8s.io") && object.deleting()) {
                state.deletion.finishWhenReleased(object);
            }
        }
        dropUnserved(state);
    }

    private static void foreground(ClusterState state, KubernetesObject owner) {
        var dependents = state.deletion.dependents(owner);
        dependents.stream().filter(object -> !object.deleting()).forEach(state.deletion::delete);
        boolean blocked = dependents.stream()
                .flatMap(object -> object.owners().stream())
                .anyMatch(reference -> reference.uid().equals(owner.uid()) && reference.blocksDeletion());
        if (!blocked) {
            state.deletion.removeFinalizer(owner, Deletion.FOREGROUND);
        }
    }

    /** Custom resources go with their definition. */
    private static void dropUnserved(ClusterState state) {
        Set<String> served = state.types.all().stream()
                .map(ResourceType::qualifiedPlural)
                .collect(Collectors.toSet());
        state.store.everything().stream()
                .filter(object -> object.type().custom() && !served.contains(object.type().qualifiedPlural()))
                .forEach(state.store::remove);
    }
}
