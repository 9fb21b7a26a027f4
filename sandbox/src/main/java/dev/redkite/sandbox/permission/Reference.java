package dev.redkite.sandbox.permission;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.json.Json;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The part of AWS' Service Authorization Reference that matters here: which resources an action knows, and which
 * condition keys count on them. Made by {@code sandbox/permissions.py}.
 */
public final class Reference {

    private static final Reference LOADED =
            new Reference(Json.read(Reference.class.getResourceAsStream("reference.json"), JsonNode.class));

    /** What every action knows of, by what it is called. */
    private static final String ANY = "*";

    private static final Predicate<String> WORD = Pattern.compile("/[a-z]+/").asMatchPredicate();

    private final JsonNode services;

    private Reference(JsonNode services) {
        this.services = services;
    }

    public static Reference load() {
        return LOADED;
    }

    private JsonNode action(String action) {
        String[] parts = action.split(":", 2);
        return services.path(parts[0]).path("actions").path(parts[1]);
    }

    public boolean lists(String action) {
        return action(action).isObject();
    }

    /** Where the action is described. */
    public String source(String action) {
        return services.path(action.split(":")[0]).path("source").asText();
    }

    /** Whether statements can say on what. */
    public boolean knowsResources(String action) {
        return action(action).has("resources");
    }

    /** The type of an ARN or of a pattern of ARNs; empty where it may be several. */
    public Optional<String> type(String resource) {
        String[] arn = resource.split(":", 6);
        if (arn.length < 6) {
            return Optional.empty();
        }
        return services.path(arn[2]).path("resources").properties().stream()
                .filter(type -> begins(arn[5], type.getValue().asText().split(":", 6)[5]))
                .max(Comparator.comparingInt(type -> type.getValue().asText().length()))
                .map(type -> type.getKey());
    }

    /** Whether a pattern begins with an asterisk where the names of its type begin. */
    public boolean isAnyOfItsType(String resource) {
        return type(resource).isPresent() && resource.split(":", 6)[5].matches("(\\*|[^*]*[/:]\\*)") && !named(resource);
    }

    /** Something fixed stands between the type and the asterisk. */
    private boolean named(String resource) {
        String[] arn = resource.split(":", 6);
        String format = services.path(arn[2]).path("resources").path(type(resource).orElseThrow()).asText().split(":", 6)[5];
        return arn[5].indexOf('*') > format.indexOf("${");
    }

    /** Buckets are all name, and only a slash tells their objects; a table's index has a word between two names. */
    private static boolean begins(String resource, String format) {
        if (format.startsWith("${BucketName}")) {
            return resource.contains("/") == format.contains("/");
        }
        String[] fixed = format.split("\\$\\{[^}]*}");
        return fixed.length == 0 ? !resource.startsWith(ANY)
                : resource.startsWith(fixed[0]) && Arrays.stream(fixed).skip(1).filter(WORD).allMatch(resource::contains);
    }

    /** The condition keys that count for an action on a resource; empty when the action does not know such resources. */
    public Optional<Set<String>> keys(String action, String resource) {
        JsonNode keys = knowsResources(action)
                ? type(resource).map(type -> action(action).path("resources").path(type)).orElse(Json.object())
                : resource.equals(ANY) ? action(action).path("keys") : Json.object();
        if (!keys.isArray()) {
            return resource.equals(ANY) && lists(action) ? Optional.of(Set.of()) : Optional.empty();
        }
        Set<String> names = new HashSet<>();
        keys.forEach(key -> names.add(key.asText()));
        return Optional.of(names);
    }

    /** False for what AWS overlooks: a resource that the action does not know, a condition that can never hold. */
    boolean means(Grant grant) {
        return keys(grant.action(), grant.resource())
                .filter(keys -> grant.conditions().stream().allMatch(condition -> keys.contains(condition.family())))
                .isPresent();
    }
}
