package dev.redkite.trigger.http;

import io.micronaut.http.HttpRequest;
import java.util.Map;

/** Query parameters, taken at their word: what is malformed is said so, and never guessed at. */
final class Parameters {

    private static final int LARGEST_PAGE = 100;
    private static final int DEFAULT_PAGE = 20;

    private Parameters() {}

    /** As API Gateway took it from the query; Micronaut would also take it from a body that is called a form. Null when it is not there. */
    private static String find(HttpRequest<?> request, String name) {
        Map<String, String> query = Caller.event(request).getQueryStringParameters();
        return query == null ? null : query.get(name);
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

    /** Null for the first page. */
    static String next(HttpRequest<?> request) {
        return find(request, "next");
    }

    static boolean flag(HttpRequest<?> request, String name) {
        String given = find(request, name);
        if (given != null && !given.equals("true") && !given.equals("false")) {
            throw Problem.malformed("The parameter %s is true or false.".formatted(name));
        }
        return "true".equals(given);
    }
}
