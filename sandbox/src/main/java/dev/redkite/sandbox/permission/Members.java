package dev.redkite.sandbox.permission;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/** Reads requests of whatever operation by the names of their members. */
final class Members {

    private Members() {}

    /** @param path names with dots between them; lists on the way are passed through, and of a map its keys count */
    static List<String> texts(SdkPojo request, String path) {
        String[] names = path.split("\\.", 2);
        Stream<Object> found = member(request, names[0]).stream().flatMap(Members::each);
        return names.length == 1
                ? found.map(Object::toString).toList()
                : found.flatMap(value -> texts((SdkPojo) value, names[1]).stream()).toList();
    }

    private static Optional<Object> member(SdkPojo pojo, String name) {
        return pojo.sdkFields().stream()
                .filter(field -> field.memberName().equalsIgnoreCase(name))
                .findFirst()
                .map(field -> field.getValueOrDefault(pojo));
    }

    private static Stream<?> each(Object value) {
        return switch (value) {
            case Collection<?> list -> list.stream();
            case Map<?, ?> map -> map.keySet().stream();
            default -> Stream.of(value);
        };
    }

    /** The tags that a request gives, in whichever of the services' forms. */
    static Map<String, String> tags(SdkPojo request) {
        Map<String, String> tags = new TreeMap<>();
        for (SdkField<?> field : request.sdkFields()) {
            if (field.memberName().toLowerCase(Locale.ROOT).startsWith("tag")) {
                collect(field.getValueOrDefault(request), tags);
            }
        }
        return tags;
    }

    private static void collect(Object value, Map<String, String> tags) {
        switch (value) {
            case Map<?, ?> map -> map.forEach((key, tag) -> tags.put(key.toString(), tag.toString()));
            case Collection<?> list -> list.forEach(each -> collect(each, tags));
            case SdkPojo pojo when key(pojo).isPresent() -> tags.put(key(pojo).get().toString(), value(pojo));
            case SdkPojo pojo -> tags.putAll(tags(pojo));
            case null, default -> { }
        }
    }

    private static Optional<Object> key(SdkPojo tag) {
        return member(tag, "Key").or(() -> member(tag, "TagKey"));
    }

    private static String value(SdkPojo tag) {
        return member(tag, "Value").or(() -> member(tag, "TagValue")).map(Object::toString).orElse("");
    }
}
