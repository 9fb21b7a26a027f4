package dev.redkite.sandbox.aws.ec2;

import dev.redkite.sandbox.aws.Page;
import dev.redkite.sandbox.policy.Wildcard;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Tag;

/** What a Describe call answers: by ids, by filters, page by page. A filter that it does not know is refused. */
final class Query<T> {

    private final Table<T> table;
    private final Map<String, Function<T, Stream<String>>> attributes = new TreeMap<>();
    private UnaryOperator<T> view = UnaryOperator.identity();

    Query(Table<T> table) {
        this.table = table;
    }

    Query<T> on(String filter, Function<T, String> attribute) {
        return onAny(filter, row -> Stream.ofNullable(attribute.apply(row)));
    }

    Query<T> onAny(String filter, Function<T, Stream<String>> attribute) {
        attributes.put(filter, attribute);
        return this;
    }

    /** Fills in what is computed, before anything is filtered. */
    Query<T> seenAs(UnaryOperator<T> shown) {
        view = shown;
        return this;
    }

    List<T> answer(List<String> ids, List<Filter> filters) {
        return page(ids, filters, null, null, 1).items();
    }

    Page<T> page(List<String> ids, List<Filter> filters, Integer maxResults, String nextToken) {
        return page(ids, filters, maxResults, nextToken, 5);
    }

    private Page<T> page(List<String> ids, List<Filter> filters, Integer maxResults, String nextToken, int smallest) {
        if (maxResults != null && (maxResults < smallest || maxResults > 1000)) {
            throw Refusal.parameter("Value ( %d ) for parameter maxResults is invalid. Expecting a value between %d and 1000."
                    .formatted(maxResults, smallest));
        }
        if (maxResults != null && !ids.isEmpty()) {
            throw Refusal.of("InvalidParameterCombination",
                    "The parameter maxResults cannot be used with a list of ids in the same request");
        }
        Stream<T> rows = ids.isEmpty() ? table.visible(filters).stream() : ids.stream().map(table::require);
        List<T> all = rows.filter(conditions(filters.stream().filter(Query::isOfTags)))
                .map(view)
                .filter(conditions(filters.stream().filter(filter -> !isOfTags(filter))))
                .toList();
        return Page.of(all, maxResults == null ? 1000 : maxResults, "page-", nextToken,
                () -> Refusal.of("InvalidNextToken", "The token '" + nextToken + "' is invalid"));
    }

    /** Tags are as they are stored. */
    private static boolean isOfTags(Filter filter) {
        return filter.name().startsWith("tag:") || filter.name().equals("tag-key");
    }

    private Predicate<T> conditions(Stream<Filter> filters) {
        return filters.map(this::condition).reduce(_ -> true, Predicate::and);
    }

    private Predicate<T> condition(Filter filter) {
        Function<T, Stream<String>> attribute = attribute(filter);
        return row -> attribute.apply(row).anyMatch(value -> filter.values().stream().anyMatch(wanted -> Wildcard.matches(wanted, value)));
    }

    private Function<T, Stream<String>> attribute(Filter filter) {
        if (filter.values().isEmpty()) {
            throw Refusal.parameter("The filter '" + filter.name() + "' has no values");
        }
        if (filter.name().startsWith("tag:")) {
            String key = filter.name().substring("tag:".length());
            return row -> tags(row).filter(tag -> tag.key().equals(key)).map(Tag::value);
        }
        if (filter.name().equals("tag-key")) {
            return row -> tags(row).map(Tag::key);
        }
        Function<T, Stream<String>> attribute = attributes.get(filter.name());
        if (attribute == null) {
            throw Refusal.parameter("The filter '" + filter.name() + "' is invalid");
        }
        return attribute;
    }

    private Stream<Tag> tags(T row) {
        return table.kind().tags().apply(row).stream();
    }
}
