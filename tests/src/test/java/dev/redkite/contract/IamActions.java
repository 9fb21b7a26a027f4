package dev.redkite.contract;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.sandbox.aws.Call;
import dev.redkite.stage.Json;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.core.SdkField;

/** Which permissions a call needs. Most actions are called as their operation; the rest stands in the table. */
public final class IamActions {

    private static final JsonNode TABLE = Json.read(IamActions.class.getResourceAsStream("/contract/iam-actions.json"), JsonNode.class);

    private IamActions() {}

    public static Set<String> of(Call call) {
        String prefix = TABLE.path("prefixes").path(call.service()).asText();
        if (prefix.isEmpty()) {
            throw new IllegalArgumentException("iam-actions.json knows no prefix of " + call.service());
        }
        Set<String> actions = new TreeSet<>();
        actions.add(TABLE.path("namedOtherwise").path(call.toString()).asText(prefix + ":" + call.operation()));
        TABLE.path("alongside").path(call.toString()).forEach(action -> actions.add(action.asText()));
        if (call.operation().startsWith("Create") || call.operation().startsWith("Allocate")) {
            actions.addAll(tagging(call, prefix));
        }
        return actions;
    }

    /** Whatever is made with tags is tagged, which asks for a permission of its own. */
    private static Set<String> tagging(Call call, String prefix) {
        boolean tagged = call.request().sdkFields().stream()
                .filter(field -> Set.of("tags", "tagspecifications").contains(field.memberName().toLowerCase(Locale.ROOT)))
                .anyMatch(field -> given(field, call));
        JsonNode action = TABLE.path("tagging").path(call.toString());
        if (action.isMissingNode()) {
            action = TABLE.path("tagging").path(prefix);
        }
        if (tagged && action.isMissingNode()) {
            throw new IllegalArgumentException("iam-actions.json does not say what " + call + " with tags asks for");
        }
        return tagged ? Set.of(action.asText()) : Set.of();
    }

    private static boolean given(SdkField<?> field, Call call) {
        return switch (field.getValueOrDefault(call.request())) {
            case Collection<?> list -> !list.isEmpty();
            case Map<?, ?> map -> !map.isEmpty();
            case null, default -> false;
        };
    }
}
