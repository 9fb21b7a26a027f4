package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which authority signed the certificate that a pod serves: the one of its mounted Secret, which a kubelet puts into a
 * running pod a while after it has changed
 * (https://kubernetes.io/docs/concepts/configuration/secret/#mounted-secrets-are-updated-automatically).
 */
final class MountedCertificates implements ControlLoop.Controller {

    /** The kubelet's default syncFrequency. */
    private static final Duration SYNCHRONIZED = Duration.ofMinutes(1);

    private static final String AUTHORITY = "ca.crt";

    /** @param before what was there until then; empty at first */
    private record Authority(String now, Instant since, String before) {}

    private final Map<String, Authority> authorities = new HashMap<>();

    @Override
    public Set<String> reads() {
        return Set.of("secrets");
    }

    @Override
    public void reconcile(ClusterState state) {
        state.store.list("secrets").stream()
                .filter(secret -> !secret.text("data", AUTHORITY).isEmpty())
                .forEach(secret -> remember(key(secret.namespace(), secret.name()), secret.text("data", AUTHORITY), state.now()));
    }

    private void remember(String secret, String authority, Instant now) {
        Authority known = authorities.get(secret);
        if (known == null || !known.now().equals(authority)) {
            authorities.put(secret, new Authority(authority, now, known == null ? "" : known.now()));
        }
    }

    /** Whether one of these pods serves a certificate that this bundle does not vouch for; pods without a Secret are not asked. */
    boolean unknown(List<KubernetesObject> pods, String bundle, Instant now) {
        return pods.stream().anyMatch(pod -> served(pod, now).filter(authority -> !authority.equals(bundle)).isPresent());
    }

    private Optional<String> served(KubernetesObject pod, Instant now) {
        return pod.stream("spec", "volumes")
                .map(volume -> authorities.get(key(pod.namespace(), volume.at("/secret/secretName").asText())))
                .filter(authority -> authority != null)
                .map(authority -> mounted(pod, authority, now) ? authority.now() : authority.before())
                .findFirst();
    }

    private static boolean mounted(KubernetesObject pod, Authority authority, Instant now) {
        JsonNode started = pod.at("status", "startTime");
        return authority.before().isEmpty()
                || !now.isBefore(authority.since().plus(SYNCHRONIZED))
                || started.isTextual() && !Instant.parse(started.asText()).isBefore(authority.since());
    }

    private static String key(String namespace, String secret) {
        return namespace + "/" + secret;
    }
}
