package dev.redkite.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.json.Json;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.aws.World;
import dev.redkite.sandbox.states.TaskOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Says everything to the chat that it understands, and lets every way of telling be used. */
record ChatVisitor(Sandbox sandbox) {

    void asksForEverything(JsonNode slack) {
        encryptsSecrets();
        sandbox.request(PermissionRuns.event("34-slack-plan"));
        sandbox.request(slack);
        sandbox.executions().all().forEach(sandbox::run);
        sandbox.advance(Duration.ofSeconds(5));
        says("plan demo");
        says("plan other");
        says("create other");
        sandbox.advance(Duration.ofMinutes(1));
        says("plan other");
        says("list");
        says("status demo");
        says("backup demo name=first");
        sandbox.advance(Duration.ofMinutes(10));
        says("backups demo");
        says("restore demo name=first");
        sandbox.advance(Duration.ofMinutes(10));
        says("discard demo name=none");
        agreed("discard demo name=first");
        CompanyKeys.encrypt(sandbox.world(), "redkite-demo-123456789012-us-west-2", sandbox.world().kms().standing("alias/demo"));
        says("discard demo name=none");
        sandbox.advance(Duration.ofMinutes(1));
        says("pause demo");
        sandbox.advance(Duration.ofMinutes(10));
        says("resume demo");
        sandbox.advance(Duration.ofMinutes(20));
        agreed("recreate demo");
        agreed("delete demo");
        sandbox.advance(Duration.ofSeconds(5));
        assertThat(sandbox.executions().all()).hasSizeGreaterThanOrEqualTo(3);
        CompanyKeys.withoutScaling(sandbox.world());
        says("plan other bucket=" + CompanyKeys.BUCKET);
        says("plan other exposure.domain.hostedZone=example.com");
        says("plan other exposure.domain.hostedZone=" + sandbox.world().route53().standing("example.org", "theirs", Map.of()));
        says("plan demo exposure.domain.hostedZone=example.com exposure.certificateArn=%s attu.certificateArn=%s"
                .formatted(CompanyCertificates.MANAGED, CompanyCertificates.uploaded(sandbox.world())));
        TakenOver.severalAtWork(sandbox);
        says("list");
        TakenOver.registryWithoutIndex(sandbox);
        says("list");
    }

    /** As an operator may, who gave the stack its secrets. */
    private void encryptsSecrets() {
        World world = sandbox.world();
        String key = world.client(KmsClient.class).createKey(request -> {}).keyMetadata().arn();
        sandbox.advance(Duration.ofMinutes(1));
        for (String secret : List.of("slack/signing-secret", "slack/bot-token", "webhook/secret")) {
            world.client(SecretsManagerClient.class).updateSecret(request -> request.secretId(secret).kmsKeyId(key));
        }
    }

    /** Said once more, it is already so. */
    private void agreed(String command) {
        String question = says(command);
        String agreed = question.substring(question.indexOf(command + " confirm="));
        says(agreed);
        says(agreed);
    }

    private String says(String command) {
        JsonNode event = Json.object().put("command", command).put("requester", "ann");
        if (sandbox.invoke("ChatFunction", event) instanceof TaskOutcome.Completed(JsonNode answer, Duration _)) {
            return answer.path("text").asText();
        }
        throw new AssertionError(command + " was not answered");
    }
}
