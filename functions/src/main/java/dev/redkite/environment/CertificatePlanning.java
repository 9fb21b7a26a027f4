package dev.redkite.environment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether clients of a load balancer can take the certificate that it is to show for Milvus' or Attu's own.
 *
 * @param path of the member that names it
 */
record CertificatePlanning(String path, Violations violations, List<String> warnings) {

    /**
     * No certificate is for a load balancer's own name, which AWS gives: there has to be one that stays.
     *
     * @param found what was found out about it
     * @param named whether there is to be such a name
     * @param host  that name; none where it could not be found out
     */
    void check(@Nullable String arn, AccountSnapshot.Certificate found, boolean named, @Nullable String host) {
        if (arn == null) {
            return;
        }
        List<String> against = new ArrayList<>(found.against());
        if (host != null && !found.hosts().isEmpty() && found.hosts().stream().noneMatch(each -> covers(each, host))) {
            against.add("it is for %s, and not for %s".formatted(String.join(", ", found.hosts()), host));
        }
        violations.addUnless(named, path, "is of no use without a name that stays, for no certificate is for a load balancer's own name;"
                + " say exposure.domain too, or leave this out");
        violations.addUnless(against.isEmpty(), path, "cannot be used: %s; name a certificate that is valid%s"
                .formatted(String.join("; ", against), host == null ? "" : " for " + host));
        found.warnings().stream().filter(each -> !warnings.contains(each)).forEach(warnings::add);
    }

    /** An asterisk stands for one label, the first (https://www.rfc-editor.org/rfc/rfc6125, section 6.4.3). */
    private static boolean covers(String pattern, String host) {
        String name = pattern.toLowerCase(Locale.ROOT);
        return name.equals(host) || name.startsWith("*.") && name.substring(1).equals(host.substring(host.indexOf('.')));
    }
}
