package dev.redkite.environment;

import dev.redkite.failure.NotOurs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The tag scheme, in one place. Everything Redkite makes carries {@code redkite:environment} (whose it is) and
 * {@code redkite:generation} (which life of the environment made it), and the user's own tags beside them.
 * Whatever lacks {@code redkite:environment} with our name is somebody else's and stays untouched.
 *
 * <p>Kubernetes objects carry the same two as labels, {@code redkite.dev/environment} and
 * {@code redkite.dev/generation}, because a label's name may not hold a second colon.
 */
public record Ownership(String environment, int generation, Map<String, String> userTags) {

    public static final String ENVIRONMENT = "redkite:environment";
    public static final String GENERATION = "redkite:generation";
    /** On the control plane, once the environment has been protected: whether it is, which is then known without the registry. */
    public static final String PROTECTED = "redkite:protected";
    /** On what services make again by themselves: since when it is known to be left over, ISO 8601. */
    public static final String FOUND = "redkite:found";
    /** On what a service failed to change: which of its failures people have been told of. */
    public static final String FAILED_UPDATE = "redkite:failed-update";

    public static final String ENVIRONMENT_LABEL = "redkite.dev/environment";
    public static final String GENERATION_LABEL = "redkite.dev/generation";

    public Ownership {
        userTags = Map.copyOf(userTags);
    }

    /** Every tag to put on a resource, sorted so that requests are the same every time. */
    public Map<String, String> tags() {
        Map<String, String> tags = new TreeMap<>(userTags);
        tags.put(ENVIRONMENT, environment);
        tags.put(GENERATION, Integer.toString(generation));
        return tags;
    }

    /** The same, with the {@code Name} that the EC2 console shows. */
    public Map<String, String> tags(String name) {
        Map<String, String> tags = tags();
        tags.put("Name", name);
        return tags;
    }

    public Map<String, String> labels() {
        return new TreeMap<>(
                Map.of(ENVIRONMENT_LABEL, environment, GENERATION_LABEL, Integer.toString(generation)));
    }

    public boolean owns(Map<String, String> tags) {
        return environment.equals(tags.get(ENVIRONMENT));
    }

    /** What cannot be tagged itself has the environment's tag in its description. */
    public String description(String what) {
        return "%s, made by Redkite (%s)".formatted(what, mark());
    }

    public boolean describes(@Nullable String description) {
        return description != null && description.contains("(" + mark() + ")");
    }

    /** Whether that is of any environment. */
    public static boolean describesAny(@Nullable String description) {
        return description != null && description.contains(", made by Redkite (" + ENVIRONMENT + "=");
    }

    /** The environment's tag as text. */
    public String mark() {
        return ENVIRONMENT + "=" + environment;
    }

    /** @throws NotOurs when the resource of that name belongs to somebody else */
    public void require(String resource, Map<String, String> tags) {
        if (!owns(tags)) {
            throw new NotOurs("%s exists and is not tagged %s=%s. Rename the environment, or remove or tag that resource."
                    .formatted(resource, ENVIRONMENT, environment));
        }
    }

    /** The user's tags that a resource lacks or has with another value; tags that others added are left alone. */
    public List<String> differences(Map<String, String> tags) {
        List<String> differences = new ArrayList<>();
        new TreeMap<>(userTags).forEach((key, value) -> {
            if (!value.equals(tags.get(key))) {
                differences.add("tag %s is %s, wanted %s".formatted(key, tags.get(key), value));
            }
        });
        return differences;
    }
}
