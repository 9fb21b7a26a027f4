package dev.redkite.contract.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.json.Json;
import dev.redkite.sandbox.permission.Operations;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The published models of the operations that Redkite calls, as {@code tests/wire.py} takes them from botocore. */
final class Models {

    private static final JsonNode SERVICES =
            Json.read(Models.class.getResourceAsStream("/contract/wire.json"), JsonNode.class).get("services");

    private Models() {}

    /** An operation, with what its service's model says of all of them. Names are those of the SDK for Java. */
    record Operation(String service, String name, JsonNode model, JsonNode of) {

        Protocol protocol() {
            return service.equals("Route53") ? Protocol.REST_XML_WRAPPED : Protocol.of(of.get("protocol").asText());
        }

        /** As the service knows it; the SDK writes some otherwise. */
        String own() {
            return model.get("name").asText();
        }

        /** Where a member stands in a request: in the path, the query, a header or the body. */
        String location(String member) {
            return model.at("/members/" + member + "/in").asText();
        }

        /** By what name a member stands there. */
        String as(String member) {
            return model.at("/members/" + member + "/as").asText();
        }

        @Override
        public String toString() {
            return service + ":" + name;
        }
    }

    static Stream<Operation> operations() {
        return SERVICES.properties().stream().flatMap(service -> service.getValue().get("operations").properties().stream()
                .map(each -> new Operation(service.getKey(), each.getKey(), each.getValue(), service.getValue())));
    }

    static Operation operation(String service, String name) {
        return operations().filter(each -> each.toString().equals(service + ":" + name)).findFirst().orElseThrow();
    }

    /** Every operation of which the sandbox knows what it asks IAM for, which is every one that Redkite calls. */
    static List<String> permitted() {
        JsonNode permitted = Json.read(Operations.class.getResourceAsStream("operations.json"), JsonNode.class);
        return permitted.properties().stream()
                .filter(service -> service.getValue().has("operations"))
                .flatMap(service -> service.getValue().get("operations").properties().stream()
                        .map(Map.Entry::getKey).map(name -> service.getKey() + ":" + name))
                .toList();
    }
}
