package dev.redkite.audit;

import dev.redkite.environment.Ownership;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Tag;

/** How EC2 is asked, and what its answers carry. */
final class Ec2Filters {

    private Ec2Filters() {}

    static Filter of(String name, String... values) {
        return Filter.builder().name(name).values(values).build();
    }

    /** What carries the environment's tag. */
    static Filter owned(AuditSpec spec) {
        return of("tag:" + Ownership.ENVIRONMENT, spec.ownership().environment());
    }

    static Map<String, String> tags(List<Tag> tags) {
        return tags.stream().collect(Collectors.toMap(Tag::key, Tag::value));
    }

    /** Each resource once, however many filters brought it, for EC2 answers only what fulfils all filters of a request. */
    static <T> List<T> query(List<Filter> filters, Function<Filter, Stream<T>> ask, Function<T, String> id) {
        Map<String, T> found = new LinkedHashMap<>();
        filters.stream().flatMap(ask).forEach(each -> found.putIfAbsent(id.apply(each), each));
        return List.copyOf(found.values());
    }
}
