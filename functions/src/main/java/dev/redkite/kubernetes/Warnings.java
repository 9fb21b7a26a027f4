package dev.redkite.kubernetes;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/** What controllers say of objects that they cannot serve: they write an event, and try again without an end. */
public final class Warnings {

    /**
     * Before that age an object without an answer is nothing unusual, and nobody asks: a Network Load Balancer takes up
     * to five minutes, and its first health checks come on top
     * (https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html).
     */
    private static final Duration USUAL = Duration.ofMinutes(10);

    private Warnings() {}

    /**
     * The warning about an object that has been there, or on its way out, for longer than usual; none when something
     * else was said of it since, such as that all is well.
     */
    public static Optional<String> latest(KubernetesClient kubernetes, HasMetadata object, Instant now) {
        if (!overdue(object, now)) {
            return Optional.empty();
        }
        return kubernetes.v1().events().inNamespace(object.getMetadata().getNamespace()).list().getItems().stream()
                .filter(event -> object.getKind().equals(event.getInvolvedObject().getKind())
                        && object.getMetadata().getName().equals(event.getInvolvedObject().getName()))
                .max(Comparator.comparing(Warnings::time))
                .filter(event -> "Warning".equals(event.getType()))
                .map(event -> event.getReason() + ", " + event.getMessage());
    }

    public static boolean overdue(HasMetadata object, Instant now) {
        return !now.isBefore(since(object).plus(USUAL));
    }

    private static Instant since(HasMetadata object) {
        String deleted = object.getMetadata().getDeletionTimestamp();
        return Instant.parse(deleted == null ? object.getMetadata().getCreationTimestamp() : deleted);
    }

    /**
     * Newer writers fill in nothing but the event's own time
     * (https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/event-v1/).
     */
    private static String time(Event event) {
        return event.getLastTimestamp() == null ? event.getMetadata().getCreationTimestamp() : event.getLastTimestamp();
    }
}
