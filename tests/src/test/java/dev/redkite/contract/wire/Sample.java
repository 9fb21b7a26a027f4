package dev.redkite.contract.wire;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.utils.builder.Buildable;

/** Requests of which every member is given. A member's text says which member it is, with letters that a path has to encode. */
final class Sample {

    /** Structures that hold structures are filled so deep; some hold themselves. */
    private static final int DEPTH = 6;

    /** Another address of EventBridge than the region's; it wants another way to sign, and Redkite never gives it. */
    private static final String LEFT_OUT = "EndpointId";

    private Sample() {}

    /** @param builder of a request or structure; it is filled */
    static Object filled(SdkPojo builder) {
        return filled(builder, DEPTH);
    }

    private static Object filled(SdkPojo builder, int depth) {
        if (depth > 0) {
            fields(builder).forEach(field -> field.set(builder, value(field, depth)));
        }
        return ((Buildable) builder).build();
    }

    /** Those that are given. */
    static List<SdkField<?>> fields(SdkPojo builder) {
        return builder.sdkFields().stream().filter(field -> !LEFT_OUT.equals(field.memberName())).toList();
    }

    /** As it stands in a path, before it is encoded. */
    static String text(SdkField<?> field) {
        return String.valueOf(value(field, 1));
    }

    private static String text(String member) {
        return switch (member) {
            // The SDK reads these itself, so they have to be what they say.
            case "ChecksumAlgorithm" -> "CRC32";
            case "Bucket" -> "bucket";
            default -> member + "/1:ü ";
        };
    }

    private static Object value(SdkField<?> field, int depth) {
        MarshallingType<?> type = field.marshallingType();
        if (type == MarshallingType.LIST) {
            return List.of(value(field.getTrait(ListTrait.class).memberFieldInfo(), depth));
        } else if (type == MarshallingType.MAP) {
            return Map.of("key", value(field.getTrait(MapTrait.class).valueFieldInfo(), depth));
        } else if (type == MarshallingType.SDK_POJO) {
            return filled(field.constructor().get(), depth - 1);
        }
        return scalar(field, type);
    }

    private static Object scalar(SdkField<?> field, MarshallingType<?> type) {
        return switch (type.toString()) {
            case "String" -> field.memberName() == null ? "element" : text(field.memberName());
            case "Integer" -> 1;
            case "Long" -> 1L;
            case "Float" -> 1f;
            case "Double" -> 1d;
            case "Boolean" -> true;
            case "Instant" -> Instant.EPOCH;
            case "SdkBytes" -> SdkBytes.fromUtf8String("bytes");
            case "Document" -> Document.fromString("document");
            default -> throw new IllegalStateException("no sample of a " + type + " for " + field.memberName());
        };
    }
}
