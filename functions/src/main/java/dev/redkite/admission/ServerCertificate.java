package dev.redkite.admission;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A certificate, as far as it decides whether a load balancer can show it.
 *
 * @param hosts    its subject alternative names, which are all that clients look at
 * @param key      kind and size, as ACM writes them
 * @param from     from when on it counts, if that is known
 * @param until    likewise
 * @param against  what its keeper says that makes it useless
 * @param warnings as a plan has them
 */
record ServerCertificate(
        List<String> hosts, String key, @Nullable Instant from, @Nullable Instant until, List<String> against, List<String> warnings) {

    private static final int DNS_NAME = 2;

    /** By the bits of their order. */
    private static final Map<Integer, String> CURVES = Map.of(256, "EC_prime256v1", 384, "EC_secp384r1", 521, "EC_secp521r1");

    ServerCertificate warning(String sentence) {
        return new ServerCertificate(hosts, key, from, until, against, Stream.concat(warnings.stream(), Stream.of(sentence)).toList());
    }

    /** @param pem as it was uploaded */
    static ServerCertificate parsed(String pem) {
        try {
            X509Certificate read = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
            Collection<List<?>> names = read.getSubjectAlternativeNames();
            List<String> hosts = Stream.ofNullable(names).flatMap(Collection::stream)
                    .filter(name -> name.getFirst().equals(DNS_NAME))
                    .map(name -> String.valueOf(name.get(1)))
                    .toList();
            return new ServerCertificate(hosts, key(read.getPublicKey()), read.getNotBefore().toInstant(), read.getNotAfter().toInstant(),
                    List.of(), List.of());
        } catch (CertificateException e) {
            return new ServerCertificate(List.of(), "unknown", null, null, List.of("it cannot be read: " + e.getMessage()), List.of());
        }
    }

    private static String key(PublicKey key) {
        return switch (key) {
            case RSAPublicKey rsa -> "RSA_" + rsa.getModulus().bitLength();
            case ECPublicKey curve -> {
                int bits = curve.getParams().getOrder().bitLength();
                yield CURVES.getOrDefault(bits, "EC of %d bits".formatted(bits));
            }
            default -> key.getAlgorithm();
        };
    }
}
