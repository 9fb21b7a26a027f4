package dev.redkite.sandbox.fault;

import dev.redkite.json.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** The forms in which a secret could stand in a text, by what people call them. */
final class SecretEncodings {

    /** Shorter ones would be met by chance. */
    static final int SHORTEST = 12;

    private static final int PIECE = 16;

    private SecretEncodings() {}

    /** Beginning and end of it, for half a secret is a leak, too. */
    private static List<String> pieces(String secret) {
        return secret.length() < SHORTEST + PIECE
                ? List.of(secret)
                : List.of(secret.substring(0, PIECE), secret.substring(secret.length() - PIECE));
    }

    /** The texts to look for, each with how it is disguised. */
    static Map<String, String> of(String secret) {
        Map<String, String> forms = new LinkedHashMap<>();
        pieces(secret).forEach(piece -> {
            byte[] bytes = piece.getBytes(StandardCharsets.UTF_8);
            forms.putIfAbsent(piece, "as it is");
            forms.putIfAbsent(piece.toLowerCase(Locale.ROOT), "in lower case");
            forms.putIfAbsent(URLEncoder.encode(piece, StandardCharsets.UTF_8), "URL-encoded");
            forms.putIfAbsent(escaped(piece), "escaped as JSON");
            forms.putIfAbsent(HexFormat.of().formatHex(bytes), "in hexadecimal");
            forms.putIfAbsent(HexFormat.of().withUpperCase().formatHex(bytes), "in hexadecimal");
            base64(bytes).forEach(once -> {
                forms.putIfAbsent(once, "in base64");
                base64(once.getBytes(StandardCharsets.US_ASCII)).forEach(twice -> forms.putIfAbsent(twice, "in base64, twice"));
            });
        });
        return forms;
    }

    private static String escaped(String piece) {
        String quoted = Json.text(piece);
        return quoted.substring(1, quoted.length() - 1);
    }

    /**
     * What is sure to stand in the base64 of any text that has these bytes within it: three bytes make four characters,
     * so there are three ways to fall, and what the neighbours have a share in is left out.
     */
    private static List<String> base64(byte[] bytes) {
        return IntStream.range(0, 3)
                .mapToObj(before -> {
                    byte[] shifted = new byte[before + bytes.length];
                    System.arraycopy(bytes, 0, shifted, before, bytes.length);
                    String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
                    return encoded.substring(before == 0 ? 0 : before + 1, shifted.length * 8 / 6);
                })
                .flatMap(encoded -> List.of(encoded, encoded.replace('+', '-').replace('/', '_')).stream())
                .distinct()
                .toList();
    }
}
