package dev.redkite.sandbox.aws.iam;

import dev.redkite.sandbox.aws.Errors;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.iam.model.Tag;

/** Tags as IAM takes and gives them. */
final class IamTags {

    private static final int MOST = 50;

    private IamTags() {}

    static Map<String, String> merged(Map<String, String> present, List<Tag> more) {
        Map<String, String> tags = new TreeMap<>(present);
        if (more.stream().map(tag -> tag.key().toLowerCase()).distinct().count() < more.size()) {
            throw Errors.of("Iam", 400, "InvalidInput", "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
        }
        for (Tag tag : more) {
            if (tag.key().toLowerCase().startsWith("aws:")) {
                throw Errors.of("Iam", 400, "InvalidInput", "Tag keys may not start with aws:");
            }
            tags.put(tag.key(), tag.value());
        }
        if (tags.size() > MOST) {
            throw Errors.of("Iam", 409, "LimitExceeded", "Cannot exceed quota for TagsPerResource: " + MOST);
        }
        return tags;
    }

    static List<Tag> list(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }
}
