package dev.redkite.environment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.failure.Violation;
import dev.redkite.json.Json;
import dev.redkite.sizing.Workload;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A plan member by member, under the names that a specification gives them. What has no default and no value has no member. */
final class PlanMembers {

    private PlanMembers() {}

    /** @param workload what it was sized for, if anybody knows */
    static Map<String, JsonNode> of(Plan plan, @Nullable Workload workload) {
        ObjectNode form = Json.object();
        form.set("tags", Json.tree(plan.tags()));
        form.put("protected", plan.deletionProtected());
        form.set("network", network(plan.network()));
        form.set("workload", Json.tree(workload));
        form.set("milvus", ((ObjectNode) Json.tree(plan.milvus())).without(List.of("chartDigest", "upgradesFrom")));
        form.putObject("kubernetes").put("version", plan.cluster().kubernetesVersion())
                .<ObjectNode>set("administrators", inOrder(plan.cluster().administrators()))
                .set("publicAccessCidrs", inOrder(plan.cluster().publicAccessCidrs()));
        form.set("nodes", ((ObjectNode) Json.tree(plan.nodes())).without(List.of("reason")));
        form.set("kafka", Json.tree(plan.kafka()));
        form.putObject("storage").put("bucket", plan.storage().bucket())
                .put("backupBucket", plan.storage().backupBucket() == null ? null : plan.storage().backupBucket().name());
        form.set("exposure", exposure(plan.exposure()));
        form.set("attu", attu(plan.attu()));
        form.set("schedule", ((ObjectNode) Json.tree(plan.schedules())).without(List.of("expiresAt")));
        form.put("expiresAt", plan.schedules().expiresAt());
        form.putObject("cost").put("perMonth", plan.cost().perMonth());
        Map<String, JsonNode> members = new LinkedHashMap<>();
        collect("$", form, members);
        return members;
    }

    private static ObjectNode network(Plan.Network network) {
        ObjectNode form = Json.object();
        if (network.adopted()) {
            form.set("subnetIds", inOrder(network.subnetIds()));
        } else {
            form.put("cidr", network.cidr()).put("natGateways", network.natGatewayPerZone() ? "per-zone" : "single")
                    .set("zones", inOrder(network.zones().stream().map(Plan.Network.Zone::name).toList()));
        }
        return form;
    }

    private static ObjectNode exposure(Plan.Exposure exposure) {
        ObjectNode form = Json.object().put("scheme", exposure.scheme().toString());
        if (exposure.domain() != null && exposure.domain().zoneId() != null) {
            form.putObject("domain").put("hostedZone", exposure.domain().zoneId());
        } else if (exposure.domain() != null) {
            form.putObject("domain").put("privateZone", exposure.domain().zone());
        }
        return form.put("certificateArn", exposure.certificateArn()).set("sourceRanges", inOrder(exposure.sourceRanges()));
    }

    private static ObjectNode attu(Plan.Attu attu) {
        return Json.object().put("enabled", attu.enabled()).put("version", attu.version()).put("scheme", attu.scheme().toString())
                .put("certificateArn", attu.certificateArn()).set("sourceRanges", inOrder(attu.sourceRanges()));
    }

    /** In which order somebody names them makes no difference. */
    private static JsonNode inOrder(List<String> texts) {
        return Json.tree(texts.stream().sorted().toList());
    }

    private static void collect(String path, JsonNode value, Map<String, JsonNode> members) {
        if (value.isObject()) {
            value.properties().forEach(member -> collect(Violation.member(path, member.getKey()), member.getValue(), members));
        } else if (!value.isNull()) {
            members.put(path, value);
        }
    }
}
