package dev.redkite.sandbox.milvus;

/** Sees every call to a Milvus, and may make it fail. */
@FunctionalInterface
public interface MilvusInterceptor {

    /** What becomes of a call: it fails before its effect, is over a rate, or its answer is lost after it. */
    enum Fate { SERVED, REFUSED, THROTTLED, ANSWER_LOST }

    /** @param method gRPC's name of it, such as {@code Insert} */
    Fate fate(String method);
}
