package dev.redkite.sandbox.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.catalog.Catalog;
import dev.redkite.json.Json;
import dev.redkite.sandbox.Outcome;
import java.util.ArrayList;
import java.util.List;

/** What an environment goes through from nothing to nothing. */
public record Scenario(String name, List<Step> steps) {

    /**
     * One request and how it must end.
     *
     * @param phase   READY, PAUSED or REMOVED
     * @param changes whether it has anything to change: what is asked for twice must change nothing the second time
     */
    public record Step(String name, JsonNode event, String phase, boolean changes) {}

    /** The one that all of it is about. */
    String environment() {
        return Outcome.environment(steps.getFirst().event().path("detail"));
    }

    /** Made, backed up, paused, resumed, changed, asked for once more, made anew, restored, removed with its data. */
    public static Scenario of(String name, JsonNode event) {
        JsonNode specification = event.at("/detail/specification");
        String environment = specification.path("name").asText();
        JsonNode changed = provision(event, "changed", changed(specification));
        List<Step> steps = new ArrayList<>(List.of(
                new Step("provision", event, "READY", true),
                new Step("backup", request(event, "Backup Requested", environment), "READY", true),
                new Step("pause", request(event, "Pause Requested", environment), "PAUSED", true),
                new Step("resume", request(event, "Resume Requested", environment), "READY", true),
                new Step("update", changed, "READY", true),
                new Step("update again", provision(event, "changed-again", changed(specification)), "READY", false),
                new Step("recreate", recreate(event, environment, specification), "READY", true),
                new Step("restore", overwriting(request(event, "Restore Requested", environment)), "READY", true),
                new Step("teardown", request(event, "Teardown Requested", environment), "REMOVED", true)));
        steps.removeIf(step -> step.name().equals("restore") && !takesBackups(specification));
        return new Scenario(name, steps);
    }

    /** Made, asked for once more, removed with its data. */
    public static Scenario upAndDown(String name, JsonNode event) {
        JsonNode specification = event.at("/detail/specification");
        return new Scenario(name, List.of(
                new Step("provision", event, "READY", true),
                new Step("provision again", provision(event, "again", specification), "READY", false),
                new Step("teardown", request(event, "Teardown Requested", specification.path("name").asText()), "REMOVED", true)));
    }

    /** What every tagged resource, the release and an entrance have to follow, and Milvus where there is a later one. */
    private static JsonNode changed(JsonNode specification) {
        ObjectNode changed = specification.deepCopy();
        changed.withObject("/tags").put("changed", "yes");
        upgrade(changed);
        boolean attu = specification.at("/attu/enabled").asBoolean(true);
        changed.withObject("/attu").put("enabled", !attu);
        return changed;
    }

    /** The same event under an id of its own, for executions are named after it. */
    static ObjectNode anew(JsonNode event, String suffix) {
        ObjectNode copy = event.deepCopy();
        return copy.put("id", event.path("id").asText() + "-" + suffix);
    }

    private static JsonNode provision(JsonNode event, String id, JsonNode specification) {
        ObjectNode request = anew(event, id);
        request.withObject("/detail").set("specification", specification);
        return request;
    }

    /** With what Milvus holds, where its version lets that come back. */
    private static ObjectNode recreate(JsonNode event, String environment, JsonNode specification) {
        ObjectNode request = request(event, "Recreate Requested", environment);
        request.withObject("/detail").put("keepData", takesBackups(specification));
        return request;
    }

    private static boolean takesBackups(JsonNode specification) {
        Catalog catalog = Catalog.load();
        return catalog.backupTool().restoresInto(milvusVersion(specification, catalog));
    }

    /** To the Milvus that takes this one's place, where there is one. */
    public static void upgrade(ObjectNode specification) {
        Catalog catalog = Catalog.load();
        catalog.findUpgrade(milvusVersion(specification, catalog))
                .ifPresent(upgrade -> specification.withObject("/milvus").put("version", upgrade.to()));
    }

    private static String milvusVersion(JsonNode specification, Catalog catalog) {
        return specification.at("/milvus/version").asText(catalog.defaultMilvus().version());
    }

    private static ObjectNode request(JsonNode event, String type, String environment) {
        ObjectNode request = anew(event, type.replace(' ', '-')).put("detail-type", type);
        ObjectNode detail = Json.object().put("environment", environment);
        if (type.startsWith("Teardown")) {
            detail.put("removeData", true);
        }
        request.set("detail", detail);
        return request;
    }

    /** Whoever writes on after a backup has collections of the same names. */
    private static ObjectNode overwriting(ObjectNode restore) {
        restore.withObject("/detail").put("overwrite", true);
        return restore;
    }
}
