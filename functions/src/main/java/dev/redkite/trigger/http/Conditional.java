package dev.redkite.trigger.http;

import dev.redkite.json.Json;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import java.util.Arrays;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * Answers with a strong validator made of what they say, so that nobody reads the same twice. The media type is
 * named, because Micronaut would repeat what the caller accepts, its weight included.
 */
final class Conditional {

    private static final int DIGITS = 32;

    private Conditional() {}

    /** 304 when the caller has it already: https://www.rfc-editor.org/rfc/rfc9110#field.if-none-match */
    static <T> HttpResponse<T> answer(HttpRequest<?> request, T body) {
        return answer(request, '"' + digits(Json.bytes(body), DIGITS) + '"', body);
    }

    /** @param version what of the body a change is made on condition of; the rest of it may go on without making the tag useless */
    static <T> HttpResponse<T> answer(HttpRequest<?> request, Version version, T body) {
        return answer(request, "\"%s-%s\"".formatted(version.digits(), digits(Json.bytes(body), DIGITS)), body);
    }

    /** The beginning of an environment's tag, which alone If-Match is compared with; docs/decisions/0034 says why. */
    record Version(String digits) {

        private static final int LENGTH = 16;

        static Version of(Object what) {
            return new Version(Conditional.digits(Json.bytes(what), LENGTH));
        }
    }

    static boolean isConditional(HttpRequest<?> request) {
        return request.getHeaders().contains(HttpHeaders.IF_MATCH);
    }

    /** Strong comparison, so that a weak tag matches nothing: https://www.rfc-editor.org/rfc/rfc9110#field.if-match */
    static boolean matches(HttpRequest<?> request, Version current) {
        return Arrays.stream(String.join(",", request.getHeaders().getAll(HttpHeaders.IF_MATCH)).split(","))
                .map(String::strip)
                .anyMatch(each -> each.equals("*") || each.matches("\"" + current.digits() + "-[0-9a-f]{%d}\"".formatted(DIGITS)));
    }

    private static <T> HttpResponse<T> answer(HttpRequest<?> request, String tag, T body) {
        return known(request.getHeaders().get(HttpHeaders.IF_NONE_MATCH), tag)
                ? HttpResponse.<T>notModified().header(HttpHeaders.ETAG, tag)
                : HttpResponse.ok(body).contentType(MediaType.APPLICATION_JSON_TYPE).header(HttpHeaders.ETAG, tag);
    }

    private static boolean known(@Nullable String given, String tag) {
        return given != null && Arrays.stream(given.split(","))
                .map(each -> each.strip().replaceFirst("^W/", ""))
                .anyMatch(each -> each.equals("*") || each.equals(tag));
    }

    private static String digits(byte[] content, int length) {
        return DigestUtils.sha256Hex(content).substring(0, length);
    }
}
