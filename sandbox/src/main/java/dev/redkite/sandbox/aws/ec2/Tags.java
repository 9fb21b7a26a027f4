package dev.redkite.sandbox.aws.ec2;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** The rules of tags: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html#tag-restrictions. */
public final class Tags {

    private static final int MOST = 50;

    private Tags() {}

    /** @param type the resource type that the call makes; a specification of another is refused */
    static List<Tag> atCreation(List<TagSpecification> specifications, String type) {
        Map<String, String> tags = new TreeMap<>();
        for (TagSpecification specification : specifications) {
            if (!type.equals(specification.resourceTypeAsString())) {
                throw Refusal.parameter("'%s' is not a valid taggable resource type for this operation."
                        .formatted(specification.resourceTypeAsString()));
            }
            for (Tag tag : specification.tags()) {
                check(tag);
                if (tags.put(tag.key(), tag.value()) != null) {
                    throw Refusal.parameter("Duplicate tag key '" + tag.key() + "' specified.");
                }
            }
        }
        return list(tags);
    }

    static List<Tag> merged(List<Tag> present, List<Tag> added) {
        added.forEach(Tags::check);
        Map<String, String> tags = map(present);
        added.forEach(tag -> tags.put(tag.key(), tag.value()));
        return list(tags);
    }

    static List<Tag> without(List<Tag> present, List<Tag> removed) {
        return present.stream()
                .filter(tag -> removed.stream().noneMatch(gone -> gone.key().equals(tag.key())
                        && (gone.value() == null || gone.value().equals(tag.value()))))
                .toList();
    }

    private static void check(Tag tag) {
        if (tag.key() == null || tag.key().isEmpty() || tag.key().length() > 128) {
            throw Refusal.parameter("Tag keys have 1 to 128 characters: " + tag.key());
        }
        if (tag.key().startsWith("aws:")) {
            throw Refusal.parameter("Tag keys starting with 'aws:' are reserved for internal use");
        }
        if (tag.value() != null && tag.value().length() > 256) {
            throw Refusal.parameter("Tag value exceeds the maximum length of 256 characters");
        }
    }

    static Map<String, String> map(List<Tag> tags) {
        Map<String, String> map = new TreeMap<>();
        tags.forEach(tag -> map.put(tag.key(), tag.value()));
        return map;
    }

    /** Unchecked, for services may use the reserved prefix. */
    public static List<Tag> list(Map<String, String> tags) {
        if (tags.size() > MOST) {
            throw Refusal.of("TagLimitExceeded", "The maximum number of Tags for a resource has been reached.");
        }
        return tags.entrySet().stream()
                .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue() == null ? "" : tag.getValue()).build())
                .toList();
    }
}
