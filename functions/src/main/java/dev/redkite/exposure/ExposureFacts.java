package dev.redkite.exposure;

import org.jspecify.annotations.Nullable;

/** How clients reach Milvus (host and port) and people reach Attu (address, if it is on). */
public record ExposureFacts(String milvusHost, int milvusPort, @Nullable String attuAddress) {}
