package dev.redkite.sandbox.fault;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/** Every text within a value: JSON, a request to AWS, a map. What was given before is not given again. */
final class Texts {

    /** How gzip begins, in base64; Helm packs its releases so. */
    private static final String GZIPPED = "H4sI";

    private final Consumer<String> reader;
    private final Set<Object> known = Collections.newSetFromMap(new IdentityHashMap<>());

    Texts(Consumer<String> reader) {
        this.reader = reader;
    }

    void of(Object value) {
        switch (value) {
            case null -> { }
            case String text -> text(text);
            case JsonNode json -> json(json);
            case SdkPojo request -> fields(request);
            case SdkBytes bytes -> text(new String(bytes.asByteArray(), StandardCharsets.UTF_8));
            case Map<?, ?> map -> map.forEach((key, each) -> {
                of(key);
                of(each);
            });
            case Iterable<?> list -> list.forEach(this::of);
            default -> text(value.toString());
        }
    }

    private void text(String text) {
        reader.accept(text);
        if (text.startsWith(GZIPPED)) {
            unpacked(text);
        }
    }

    private void unpacked(String text) {
        try (GZIPInputStream packed = new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(text)))) {
            reader.accept(new String(packed.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException | IllegalArgumentException _) {
            // not packed after all, and read as it is already
        }
    }

    private void json(JsonNode json) {
        if (json.isTextual()) {
            text(json.textValue());
        } else if (json.isContainerNode() && known.add(json)) {
            json.properties().forEach(member -> {
                reader.accept(member.getKey());
                json(member.getValue());
            });
            if (json.isArray()) {
                json.forEach(this::json);
            }
        }
    }

    private void fields(SdkPojo request) {
        for (SdkField<?> field : request.sdkFields()) {
            of(field.getValueOrDefault(request));
        }
    }
}
