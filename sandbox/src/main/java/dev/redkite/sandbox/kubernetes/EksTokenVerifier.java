package dev.redkite.sandbox.kubernetes;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;
import software.amazon.awssdk.regions.PartitionMetadata;

/**
 * Decides whom an EKS token is from, as the cluster and STS do together: the signature is computed anew, for this
 * cluster, from the secret of the key that the token names. A token for another cluster, or older than 15 minutes, is
 * nobody's.
 */
public final class EksTokenVerifier {

    private static final String PREFIX = "k8s-aws-v1.";
    private static final Duration GOOD_FOR = Duration.ofMinutes(15);
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final String NO_BODY = DigestUtils.sha256Hex("");

    private final String cluster;
    private final String host;
    private final InstantSource time;
    private final Function<String, Optional<String>> secretsByAccessKey;
    private final Map<String, Signed> known = new HashMap<>();

    /** Whose signature a token bears, and of when. */
    private record Signed(String accessKey, Instant at) {}

    /**
     * @param partition          whose STS is asked, and no other's
     * @param secretsByAccessKey the secret of an access key; empty for keys that do not exist
     */
    public EksTokenVerifier(String cluster, PartitionMetadata partition, InstantSource time, Function<String, Optional<String>> secretsByAccessKey) {
        this.cluster = cluster;
        host = "sts(\\.[a-z0-9-]+)?\\." + Pattern.quote(partition.dnsSuffix());
        this.time = time;
        this.secretsByAccessKey = secretsByAccessKey;
    }

    /** The access key that signed the token, if it is good; a signature that was good stays so, a token does not. */
    public synchronized Optional<String> findAccessKey(String token) {
        known.values().removeIf(signed -> !timely(signed.at()));
        Signed signed = known.get(token);
        if (signed == null) {
            signed = verified(token).orElse(null);
            if (signed != null) {
                known.put(token, signed);
            }
        }
        return Optional.ofNullable(signed).map(Signed::accessKey);
    }

    private Optional<Signed> verified(String token) {
        try {
            if (!token.startsWith(PREFIX)) {
                return Optional.empty();
            }
            byte[] decoded = Base64.getUrlDecoder().decode(token.substring(PREFIX.length()));
            URI url = URI.create(new String(decoded, StandardCharsets.UTF_8));
            Map<String, String> query = query(url);
            String accessKey = URLDecoder.decode(query.getOrDefault("X-Amz-Credential", ""), StandardCharsets.UTF_8)
                    .split("/", 2)[0];
            return secretsByAccessKey.apply(accessKey)
                    .filter(secret -> asksWhoIAm(url, query) && timely(date(query)) && signedBy(secret, url, query))
                    .map(secret -> new Signed(accessKey, date(query)));
        } catch (IllegalArgumentException | DateTimeException malformed) {
            return Optional.empty();
        }
    }

    private static Map<String, String> query(URI url) {
        return Arrays.stream(Objects.requireNonNullElse(url.getRawQuery(), "").split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair.length > 1 ? pair[1] : "", (a, b) -> b, TreeMap::new));
    }

    private boolean asksWhoIAm(URI url, Map<String, String> query) {
        return "https".equals(url.getScheme())
                && Objects.requireNonNullElse(url.getHost(), "").matches(host)
                && "GetCallerIdentity".equals(query.get("Action"))
                && query.getOrDefault("X-Amz-SignedHeaders", "").contains("x-k8s-aws-id");
    }

    private static Instant date(Map<String, String> query) {
        return DATE.parse(query.getOrDefault("X-Amz-Date", ""), Instant::from);
    }

    private boolean timely(Instant signed) {
        return Duration.between(signed, time.instant()).abs().compareTo(GOOD_FOR) <= 0;
    }

    /** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
    private boolean signedBy(String secret, URI url, Map<String, String> query) {
        Map<String, String> unsigned = new TreeMap<>(query);
        String signature = unsigned.remove("X-Amz-Signature");
        String canonicalQuery = unsigned.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining("&"));
        String canonical = String.join("\n", "GET", "/", canonicalQuery,
                "host:" + url.getHost(), "x-k8s-aws-id:" + cluster, "", "host;x-k8s-aws-id", NO_BODY);
        String scope = URLDecoder.decode(query.get("X-Amz-Credential"), StandardCharsets.UTF_8).split("/", 2)[1];
        String toSign = String.join("\n", "AWS4-HMAC-SHA256", query.get("X-Amz-Date"), scope, DigestUtils.sha256Hex(canonical));
        byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
        for (String part : scope.split("/")) {
            key = new HmacUtils(HmacAlgorithms.HMAC_SHA_256, key).hmac(part);
        }
        return new HmacUtils(HmacAlgorithms.HMAC_SHA_256, key).hmacHex(toSign).equals(signature);
    }
}
