package dev.redkite.sandbox.aws.kms;

import dev.redkite.sandbox.aws.AccountRegion;
import dev.redkite.sandbox.policy.Caller;
import dev.redkite.sandbox.policy.PolicyGrammar;
import dev.redkite.sandbox.policy.ResourcePolicy;
import java.util.Optional;

/**
 * What KMS asks of a key's policy: that it is one, and that the account does not lock itself out
 * (https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html).
 */
final class KeyPolicy {

    private static final String CODE = "MalformedPolicyDocumentException";

    private KeyPolicy() {}

    static String ofAccount(AccountRegion place) {
        return """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"%s"},"Action":"kms:*","Resource":"*"}]}"""
                .formatted(root(place));
    }

    static void check(AccountRegion place, String policy) {
        Optional<String> fault = new PolicyGrammar(place.partition().id(), action -> action.equals("*") || action.startsWith("kms:"), _ -> true)
                .findFault(policy);
        if (fault.isPresent()) {
            throw FakeKmsClient.error(CODE, fault.get().startsWith("Invalid principal")
                    ? "Policy contains a statement with one or more invalid principals." : "Policy contains a syntax error.");
        }
        boolean kept = ResourcePolicy.of(policy).decide(Caller.principal(root(place)), "kms:PutKeyPolicy", "*") == ResourcePolicy.Verdict.ALLOWED;
        if (!kept) {
            throw FakeKmsClient.error(CODE, "The new key policy will not allow you to update the key policy in the future.");
        }
    }

    private static String root(AccountRegion place) {
        return place.globalArn("iam", "root");
    }
}
