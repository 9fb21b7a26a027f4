package dev.redkite.sandbox.aws.secretsmanager;

import dev.redkite.sandbox.aws.AccountRegion;
import dev.redkite.sandbox.policy.PolicyGrammar;
import dev.redkite.sandbox.policy.ResourcePolicy;
import java.util.Optional;

/** What Secrets Manager asks of a secret's policy (https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutResourcePolicy.html). */
final class SecretPolicy {

    private SecretPolicy() {}

    static void check(AccountRegion place, String policy, boolean blocksPublic) {
        Optional<String> fault = new PolicyGrammar(
                place.partition().id(), action -> action.equals("*") || action.startsWith("secretsmanager:"), _ -> true).findFault(policy);
        if (fault.isPresent()) {
            throw FakeSecretsManagerClient.error("MalformedPolicyDocumentException", "This resource policy contains a syntax error: " + fault.get());
        }
        if (blocksPublic && ResourcePolicy.of(policy).isPublic()) {
            throw FakeSecretsManagerClient.error("PublicPolicyException", "This resource policy grants broad access to the secret.");
        }
    }
}
