package dev.redkite.network;

import dev.redkite.environment.Ownership;
import dev.redkite.stage.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** Ownership as EC2 writes it: tags given in the creating request itself, so nothing of ours is ever untagged. */
public final class Ec2Tags {

    private Ec2Tags() {}

    public static TagSpecification specification(ResourceType type, Map<String, String> tags) {
        return TagSpecification.builder().resourceType(type).tags(list(tags)).build();
    }

    public static List<Tag> list(Map<String, String> tags) {
        return new TreeMap<>(tags).entrySet().stream()
                .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    public static Map<String, String> map(List<Tag> tags) {
        return tags.stream().collect(Collectors.toMap(Tag::key, Tag::value));
    }

    static String name(List<Tag> tags) {
        return map(tags).getOrDefault("Name", "");
    }

    public static Filter owned(Ownership ownership) {
        return filter("tag:" + Ownership.ENVIRONMENT, ownership.environment());
    }

    public static Filter filter(String name, String... values) {
        return Filter.builder().name(name).values(values).build();
    }

    public static Filter filter(String name, List<String> values) {
        return filter(name, values.toArray(String[]::new));
    }

    /** What the tags lack: the user's, and those that the part needs to be found by others. */
    private static List<String> differences(Ownership ownership, Map<String, String> needed, String id, List<Tag> present) {
        List<String> differences = new ArrayList<>();
        Map<String, String> tags = map(present);
        ownership.differences(tags).forEach(difference -> differences.add(id + ": " + difference));
        new TreeMap<>(needed).forEach((key, value) -> {
            if (!value.equals(tags.get(key))) {
                differences.add("%s: tag %s is %s, wanted %s".formatted(id, key, tags.get(key), value));
            }
        });
        return differences;
    }

    /** The wanted tags, when one of them is missing; the generation that made a resource stays on it. */
    public static List<Change> changes(Ec2Client ec2, Ownership ownership, Map<String, String> needed, String id, List<Tag> present) {
        Map<String, String> tags = new TreeMap<>(ownership.userTags());
        tags.putAll(needed);
        return Change.of(differences(ownership, needed, id, present),
                () -> ec2.createTags(request -> request.resources(id).tags(list(tags))));
    }
}
