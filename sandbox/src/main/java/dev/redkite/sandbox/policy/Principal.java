package dev.redkite.sandbox.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Whom a statement is about (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html).
 */
public record Principal(List<Named> named) {

    private static final String EVERYBODY = "*";

    /** @param kind {@code AWS}, {@code Service} or {@code Federated}; an asterisk where the whole principal is one */
    record Named(String kind, String name) {

        boolean isEverybody() {
            return name.equals(EVERYBODY) && (kind.equals(EVERYBODY) || kind.equals(Caller.Kind.ACCOUNT.member()));
        }

        boolean is(Caller caller) {
            return isEverybody() || kind.equals(caller.kind().member()) && name.equals(caller.name());
        }

        /** An account's number, or the ARN of its root. */
        boolean isAccountOf(Caller caller) {
            return kind.equals(Caller.Kind.ACCOUNT.member()) && !caller.account().isEmpty()
                    && (name.equals(caller.account()) || name.matches("arn:[a-z-]+:iam::%s:root".formatted(caller.account())));
        }
    }

    static Principal of(JsonNode principal) {
        if (principal.isTextual()) {
            return new Principal(List.of(new Named(EVERYBODY, principal.asText())));
        }
        List<Named> named = new ArrayList<>();
        principal.properties().forEach(kind ->
                ResourcePolicy.texts(kind.getValue()).forEach(name -> named.add(new Named(kind.getKey(), name))));
        return new Principal(List.copyOf(named));
    }

    boolean isEverybody() {
        return named.stream().anyMatch(Named::isEverybody);
    }

    boolean isDirectly(Caller caller) {
        return named.stream().anyMatch(each -> each.is(caller));
    }

    boolean includes(Caller caller) {
        return isDirectly(caller) || named.stream().anyMatch(each -> each.isAccountOf(caller));
    }
}
