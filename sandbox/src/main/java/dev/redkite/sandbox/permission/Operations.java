package dev.redkite.sandbox.permission;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.json.Json;
import dev.redkite.sandbox.aws.Call;
import dev.redkite.sandbox.aws.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What each operation asks IAM for, read from operations.json, which explains itself. */
public final class Operations {

    private static final JsonNode SERVICES = Json.read(Operations.class.getResourceAsStream("operations.json"), JsonNode.class);
    /** How ARNs begin, by the prefix of the service's actions. */
    private static final Map<String, String> ARNS = SERVICES.properties().stream()
            .map(Map.Entry::getValue)
            .filter(each -> each.has("prefix"))
            .collect(Collectors.toUnmodifiableMap(each -> each.path("prefix").asText(), each -> each.path("arn").asText()));
    private static final Pattern OF_STACK = Pattern.compile("\\{(\\w+)}");
    private static final Pattern PLACE = Pattern.compile("\\{([^}>]+)(?:>([^}]+))?}");

    private final ConditionContext account;
    /** Partition, suffix of its hosts, region and account. */
    private final Map<String, String> stack;

    Operations(World world, ConditionContext account) {
        this.account = account;
        stack = Map.of("partition", world.place().partition().id(), "suffix", world.place().partition().dnsSuffix(),
                "region", world.region(), "account", world.account());
    }

    private static JsonNode needs(String service, String operation) {
        JsonNode needs = SERVICES.path(service).path("operations").path(operation);
        if (needs.isMissingNode()) {
            throw new UnsupportedOperationException(
                    "operations.json does not say what %s:%s asks IAM for".formatted(service, operation));
        }
        return needs;
    }

    /** The code of a service's refusal. */
    static String denial(String service) {
        return SERVICES.path(service).path("denial").asText();
    }

    /** Where it says that an operation asks for an action, when the reference does not; empty when it does. */
    public static List<String> sources(String operation, String action) {
        String[] parts = operation.split(":");
        List<String> sources = new ArrayList<>();
        needs(parts[0], parts[1]).forEach(need -> {
            if (need.has("because") && action(need, parts[0], parts[1]).equals(action)) {
                sources.add(need.get("because").asText() + (need.path("unsure").asBoolean() ? " (concluded, not said)" : ""));
            }
        });
        return sources.stream().distinct().toList();
    }

    private static String action(JsonNode need, String service, String operation) {
        return need.path("action").asText(SERVICES.path(service).path("prefix").asText() + ":" + operation);
    }

    List<Access> of(Call call) {
        List<Access> asked = new ArrayList<>();
        needs(call.service(), call.operation()).forEach(need -> asked.addAll(accesses(need, call)));
        return asked;
    }

    private List<Access> accesses(JsonNode need, Call call) {
        if (need.has("when") && Members.texts(call.request(), need.get("when").asText()).isEmpty()) {
            return List.of();
        }
        if (need.has("unless") && !Members.texts(call.request(), need.get("unless").asText()).isEmpty()) {
            return List.of();
        }
        String action = action(need, call.service(), call.operation());
        Map<String, Set<String>> context = context(need, call);
        return resources(need.path("on").asText(), prefix(action), call).stream()
                .map(resource -> new Access(action, resource, context))
                .toList();
    }

    private static String prefix(String action) {
        return Optional.ofNullable(ARNS.get(action.split(":")[0])).orElseThrow();
    }

    private Map<String, Set<String>> context(JsonNode need, Call call) {
        Map<String, Set<String>> context = new HashMap<>();
        Members.tags(call.request()).forEach((key, value) -> context.put("aws:RequestTag/" + key, Set.of(value)));
        if (call.service().equals("S3")) {
            context.put("s3:ResourceAccount", Set.of(stack.get("account")));
        }
        need.path("context").properties().forEach(key ->
                context.put(key.getKey(), Set.copyOf(resources(key.getValue().asText(), "", call))));
        return context;
    }

    /** Every way to fill in the places; a member that is not given leaves none. */
    private List<String> resources(String text, String prefix, Call call) {
        if (text.equals("*")) {
            return List.of(text);
        }
        return filled(text, call)
                .map(each -> each.startsWith("arn:") ? each : filledIn(prefix) + each)
                .distinct()
                .toList();
    }

    private String filledIn(String prefix) {
        return OF_STACK.matcher(prefix).replaceAll(place -> stack.get(place.group(1)));
    }

    private Stream<String> filled(String text, Call call) {
        Matcher place = PLACE.matcher(text);
        if (!place.find()) {
            return Stream.of(text);
        }
        String rest = text.substring(place.end());
        String before = text.substring(0, place.start());
        return values(place.group(1), place.group(2), call)
                .flatMap(value -> filled(value.startsWith("arn:") ? value + rest : before + value + rest, call));
    }

    private Stream<String> values(String member, String lookedUp, Call call) {
        if (stack.containsKey(member)) {
            return Stream.of(stack.get(member));
        }
        Stream<String> given = Members.texts(call.request(), member).stream();
        return lookedUp == null ? given : given.flatMap(value -> account.find(lookedUp, value).stream());
    }
}
