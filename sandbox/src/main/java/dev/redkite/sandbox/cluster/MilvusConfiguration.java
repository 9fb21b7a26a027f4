package dev.redkite.sandbox.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

/**
 * Where Milvus keeps things, by the files that its pods mount.
 *
 * @param host     at which it asks for S3
 * @param brokers  to bootstrap with
 * @param topics   how their names begin
 */
record MilvusConfiguration(String host, String bucket, String rootPath, String brokers, String topics) {

    private static final YAMLMapper YAML = new YAMLMapper();

    /** {@code user.yaml} comes over {@code default.yaml}, as Milvus reads them. @param files the data of a ConfigMap */
    static MilvusConfiguration of(JsonNode files) {
        JsonNode usual = parsed(files.path("default.yaml").asText());
        JsonNode user = parsed(files.path("user.yaml").asText());
        return new MilvusConfiguration(
                text(user, usual, "/minio/address"), text(user, usual, "/minio/bucketName"), text(user, usual, "/minio/rootPath"),
                text(user, usual, "/kafka/brokerList"), text(user, usual, "/msgChannel/chanNamePrefix/cluster"));
    }

    private static String text(JsonNode user, JsonNode usual, String path) {
        return user.at(path).asText(usual.at(path).asText());
    }

    /** One of the files that Milvus is configured by. */
    static JsonNode parsed(String text) {
        try {
            return YAML.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Milvus' configuration is not YAML: " + e.getOriginalMessage(), e);
        }
    }
}
