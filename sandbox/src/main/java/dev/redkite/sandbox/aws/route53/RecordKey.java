package dev.redkite.sandbox.aws.route53;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/**
 * Which record set of a zone: they are listed by the labels of their names from the last to the first, then by type
 * (https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListResourceRecordSets.html).
 *
 * @param name in lower case, with the dot in which it ends
 */
record RecordKey(String name, String type, String identifier) implements Comparable<RecordKey> {

    private static final Comparator<RecordKey> ORDER = Comparator
            .comparing((RecordKey key) -> reversed(key.name()))
            .thenComparing(RecordKey::type)
            .thenComparing(RecordKey::identifier);

    static RecordKey of(ResourceRecordSet set) {
        return new RecordKey(absolute(set.name()), set.typeAsString(), set.setIdentifier() == null ? "" : set.setIdentifier());
    }

    /** As Route 53 keeps names. */
    static String absolute(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower : lower + ".";
    }

    /** Labels from the last to the first, each ended by what is less than whatever is in one. */
    static String reversed(String name) {
        return String.join("", List.of(absolute(name).split("\\.")).reversed().stream().map(label -> label + "\0").toList());
    }

    @Override
    public int compareTo(RecordKey other) {
        return ORDER.compare(this, other);
    }
}
