package dev.redkite.domain;

import org.jspecify.annotations.Nullable;

/**
 * The names by which clients reach Milvus and people reach Attu; none where the plan asks for none.
 *
 * @param change what Route 53 calls the change that was sent last; none when nothing had to be changed
 */
public record DomainFacts(@Nullable String milvusHost, @Nullable String attuHost, @Nullable String change) {

    static final DomainFacts NONE = new DomainFacts(null, null, null);
}
