package dev.redkite.trigger.http;

import dev.redkite.text.Excerpt;
import dev.redkite.text.SpellingSuggestion;
import io.micronaut.http.HttpRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Query parameters, taken at their word: what is malformed is said so, and never guessed at. */
final class Parameters {

    private static final int LARGEST_PAGE = 100;
    private static final int DEFAULT_PAGE = 20;
    private static final int LONGEST_NAME = 80;

    private Parameters() {}

    /** As API Gateway took it from the query; Micronaut would also take it from a body that is called a form. */
    static @Nullable String find(HttpRequest<?> request, String name) {
        Map<String, String> query = Caller.event(request).getQueryStringParameters();
        return query == null ? null : query.get(name);
    }

    /**
     * A parameter that nobody reads would be passed over in silence.
     *
     * @param known all that the request may have
     * @throws ProblemException naming those that it has besides
     */
    static void only(HttpRequest<?> request, String... known) {
        Map<String, String> query = Caller.event(request).getQueryStringParameters();
        List<String> names = List.of(known);
        List<String> unknown = query == null ? List.of() : query.keySet().stream().filter(name -> !names.contains(name)).sorted().toList();
        if (!unknown.isEmpty()) {
            throw Problem.malformed(unknown.stream().map(name -> unknown(name, names)).collect(Collectors.joining(" ")));
        }
    }

    private static String unknown(String name, List<String> known) {
        String said = "There is no parameter %s here".formatted(Excerpt.of(name, LONGEST_NAME));
        return SpellingSuggestion.to(name, known).map(near -> said + "; did you mean " + near + "?").orElseGet(() -> known.isEmpty()
                ? said + ": this request takes none." : said + ": this request takes " + String.join(", ", known) + ".");
    }

    /** Values of a parameter that may be given more than once, or with commas. */
    static List<String> list(HttpRequest<?> request, String name) {
        String given = find(request, name);
        if (given != null && given.isBlank()) {
            throw Problem.malformed("The parameter %s is empty; leave it out, or give it a value.".formatted(name));
        }
        return given == null ? List.of() : Arrays.stream(given.split(",")).map(String::strip).toList();
    }

    static int limit(HttpRequest<?> request) {
        String given = find(request, "limit");
        if (given == null) {
            return DEFAULT_PAGE;
        }
        if (!given.matches("[0-9]{1,3}") || Integer.parseInt(given) < 1 || Integer.parseInt(given) > LARGEST_PAGE) {
            throw Problem.malformed("The parameter limit is a whole number from 1 to %d.".formatted(LARGEST_PAGE));
        }
        return Integer.parseInt(given);
    }

    /** None for the first page. */
    static @Nullable String next(HttpRequest<?> request) {
        return find(request, "next");
    }

    static boolean flag(HttpRequest<?> request, String name) {
        return Boolean.TRUE.equals(findFlag(request, name));
    }

    static @Nullable Boolean findFlag(HttpRequest<?> request, String name) {
        String given = find(request, name);
        if (given != null && !given.equals("true") && !given.equals("false")) {
            throw Problem.malformed("The parameter %s is true or false.".formatted(name));
        }
        return given == null ? null : given.equals("true");
    }
}
