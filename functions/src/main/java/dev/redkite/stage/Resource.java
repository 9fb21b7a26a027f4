package dev.redkite.stage;

/** A resource that is found and taken away by the same that it is made by. */
public interface Resource<S, F> extends NamedResource<S, S, F> {

    @Override
    default Observation<?> present(S spec) {
        return observe(spec);
    }

    @Override
    default S identity(S spec) {
        return spec;
    }
}
