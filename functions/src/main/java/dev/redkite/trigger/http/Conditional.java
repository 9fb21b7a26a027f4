package dev.redkite.trigger.http;

import dev.redkite.stage.Json;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Answers with a strong validator made of what they say, so that nobody reads the same twice. The media type is
 * named, because Micronaut would repeat what the caller accepts, its weight included.
 */
final class Conditional {

    private static final int DIGITS = 32;

    private Conditional() {}

    /** 304 when the caller has it already: https://www.rfc-editor.org/rfc/rfc9110#field.if-none-match */
    static <T> HttpResponse<T> answer(HttpRequest<?> request, T body) {
        String tag = tag(Json.bytes(body));
        return known(request.getHeaders().get(HttpHeaders.IF_NONE_MATCH), tag)
                ? HttpResponse.<T>notModified().header(HttpHeaders.ETAG, tag)
                : HttpResponse.ok(body).contentType(MediaType.APPLICATION_JSON_TYPE).header(HttpHeaders.ETAG, tag);
    }

    private static boolean known(String given, String tag) {
        return given != null && Arrays.stream(given.split(","))
                .map(each -> each.strip().replaceFirst("^W/", ""))
                .anyMatch(each -> each.equals("*") || each.equals(tag));
    }

    private static String tag(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return '"' + HexFormat.of().formatHex(digest).substring(0, DIGITS) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
