package dev.redkite.milvus;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Objects that are being deleted and that somebody's finalizers hold, in words for people. */
record HeldObjects(List<? extends HasMetadata> objects) {

    /** Each with its finalizers. */
    String sentence() {
        return each(object -> "%s %s/%s (%s)".formatted(object.getKind(), object.getMetadata().getNamespace(), object.getMetadata().getName(),
                String.join(", ", object.getMetadata().getFinalizers())), ", ");
    }

    /** What leads on, each command after the other. */
    String next() {
        return "let whoever set the finalizer finish, or take it off (%s), then redrive the execution.".formatted(
                each(object -> "kubectl -n %s patch %s %s --type=merge -p '{\"metadata\":{\"finalizers\":null}}'".formatted(
                        object.getMetadata().getNamespace(), object.getKind().toLowerCase(Locale.ROOT), object.getMetadata().getName()), "; "));
    }

    private String each(Function<HasMetadata, String> words, String separator) {
        return objects.stream().map(words).collect(Collectors.joining(separator));
    }
}
