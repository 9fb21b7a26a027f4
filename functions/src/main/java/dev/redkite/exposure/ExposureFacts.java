package dev.redkite.exposure;

/** How clients reach Milvus (host and port) and people reach Attu (address; null when it is off). */
public record ExposureFacts(String milvusHost, int milvusPort, String attuAddress) {}
