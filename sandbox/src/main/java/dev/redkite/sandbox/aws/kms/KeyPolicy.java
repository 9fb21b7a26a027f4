package dev.redkite.sandbox.aws.kms;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.sandbox.aws.Place;
import dev.redkite.stage.Json;
import java.util.regex.Pattern;

/** What KMS asks of a key's policy: that it is one, and that the account does not lock itself out. */
final class KeyPolicy {

    private KeyPolicy() {}

    static String ofAccount(Place place) {
        return """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"%s"},"Action":"kms:*","Resource":"*"}]}"""
                .formatted(root(place));
    }

    static void check(Place place, String policy) {
        JsonNode document;
        try {
            document = Json.parse(policy);
        } catch (IllegalArgumentException _) {
            throw FakeKmsClient.error("MalformedPolicyDocumentException", "Policy contains a syntax error.");
        }
        if (!document.path("Version").asText().equals("2012-10-17") || !document.path("Statement").isArray()) {
            throw FakeKmsClient.error("MalformedPolicyDocumentException", "Policy contains a syntax error.");
        }
        if (Pattern.compile("\"arn:(?!%s:)".formatted(place.partition().id())).matcher(policy).find()) {
            throw FakeKmsClient.error("MalformedPolicyDocumentException", "Policy contains a statement with one or more invalid principals.");
        }
        for (JsonNode statement : document.get("Statement")) {
            boolean administers = statement.path("Action").asText().equals("kms:*")
                    || statement.path("Action").toString().contains("\"kms:PutKeyPolicy\"");
            if (statement.path("Effect").asText().equals("Allow") && administers
                    && statement.path("Principal").path("AWS").asText().equals(root(place))) {
                return;
            }
        }
        throw FakeKmsClient.error("MalformedPolicyDocumentException",
                "The new key policy will not allow you to update the key policy in the future.");
    }

    private static String root(Place place) {
        return place.globalArn("iam", "root");
    }
}
