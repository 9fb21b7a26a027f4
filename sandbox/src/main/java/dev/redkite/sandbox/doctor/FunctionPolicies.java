package dev.redkite.sandbox.doctor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.json.Json;
import dev.redkite.sandbox.lambda.Stack;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;

/**
 * What a function's role may do.
 *
 * @param inline         documents by name
 * @param attached       ARNs
 * @param boundaryOrNull ARN; null when nothing bounds it
 */
record FunctionPolicies(Map<String, String> inline, List<String> attached, String boundaryOrNull) {

    /** As the role stands. */
    static FunctionPolicies deployed(IamClient iam, String role) {
        AttachedPermissionsBoundary boundary = iam.getRole(request -> request.roleName(role)).role().permissionsBoundary();
        Map<String, String> inline = new TreeMap<>();
        iam.listRolePoliciesPaginator(request -> request.roleName(role)).policyNames().forEach(name -> inline.put(name,
                URLDecoder.decode(iam.getRolePolicy(request -> request.roleName(role).policyName(name)).policyDocument(), StandardCharsets.UTF_8)));
        List<String> attached = iam.listAttachedRolePoliciesPaginator(request -> request.roleName(role)).attachedPolicies().stream()
                .map(AttachedPolicy::policyArn).toList();
        return new FunctionPolicies(inline, attached, boundary == null ? null : boundary.permissionsBoundaryArn());
    }

    /** As the template would have it. */
    static FunctionPolicies written(Stack template, String function) {
        ObjectNode document = Json.object().put("Version", "2012-10-17");
        document.putArray("Statement").addAll(template.statements(function));
        return new FunctionPolicies(Map.of(function + "RolePolicy0", document.toString()), List.of(), null);
    }

    String summary() {
        return "%d inline and %d attached policies%s".formatted(inline.size(), attached.size(),
                boundaryOrNull == null ? "" : ", bounded by " + boundaryOrNull);
    }
}
