package dev.redkite.sandbox.kubernetes;

import java.util.Map;

/**
 * A request to a cluster's API before anybody has looked at it, whatever it came over.
 *
 * @param authorization the header, and "" without one, as for the other headers
 * @param accepted the media type that the client wants
 * @param upgrade whether the client asks for another protocol, as a port-forward does
 */
public record ApiCall(
        String method,
        String path,
        Map<String, String> parameters,
        String contentType,
        String userAgent,
        String authorization,
        String accepted,
        boolean upgrade,
        byte[] body) {}
