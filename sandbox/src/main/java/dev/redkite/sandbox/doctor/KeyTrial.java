package dev.redkite.sandbox.doctor;

import dev.redkite.environment.Names;
import dev.redkite.platform.Platform;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.CreateKeyResponse;
import software.amazon.awssdk.services.kms.model.Tag;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** How long until the tags of a key that was just made let it be used, and a secret that it encrypts be read. */
record KeyTrial(Platform platform, Actor maker, Actor reader, Names names, Patience patience, Belongings belongings) implements Trial {

    static final List<String> FUNCTIONS = List.of("KafkaCredentialsFunction", "MilvusReleaseFunction");

    /** As long as stages wait for KMS: https://docs.aws.amazon.com/kms/latest/developerguide/programming-eventual-consistency.html */
    private static final Duration LONGEST = Duration.ofMinutes(6);

    @Override
    public String title() {
        return "kms:CreateKey with a tag";
    }

    @Override
    public List<Finding> ask() {
        KmsClient kms = maker.aws(KmsClient.class);
        Patience.Outcome<CreateKeyResponse> made = patience.until(LONGEST, () -> kms.createKey(request -> request
                .description("Made by redkite doctor, which removes it again")
                .tags(Belongings.tags().entrySet().stream().map(KeyTrial::tag).toList())));
        List<Finding> findings = new ArrayList<>(List.of(finding(title(), maker, made)));
        if (!made.granted()) {
            return findings;
        }
        String key = made.answer().keyMetadata().arn();
        belongings.add(key);
        findings.add(one("kms:CreateAlias of the new key", maker, LONGEST, () -> kms.createAlias(request -> request.aliasName(names.keyAlias()).targetKeyId(key))));
        findings.add(one("kms:EnableKeyRotation of the new key", maker, LONGEST, () -> kms.enableKeyRotation(request -> request.keyId(key))));
        findings.addAll(secret(key));
        return findings;
    }

    private List<Finding> secret(String key) {
        String token = Belongings.newIdentifier(platform.random());
        Finding made = one("secretsmanager:CreateSecret with the new key", maker, LONGEST, () -> {
            String secret = maker.aws(SecretsManagerClient.class).createSecret(request -> request
                            .name(names.kafkaSecret()).kmsKeyId(key).secretString("trial").clientRequestToken(token)
                            .tags(Belongings.tags().entrySet().stream().map(KeyTrial::tagOfSecret).toList()))
                    .arn();
            belongings.add(secret);
            return secret;
        });
        return made.needsSomebody() ? List.of(made) : List.of(made, one("secretsmanager:GetSecretValue of the new secret", reader, LONGEST,
                () -> reader.aws(SecretsManagerClient.class).getSecretValue(request -> request.secretId(names.kafkaSecret()))));
    }

    private static Tag tag(Map.Entry<String, String> tag) {
        return Tag.builder().tagKey(tag.getKey()).tagValue(tag.getValue()).build();
    }

    private static software.amazon.awssdk.services.secretsmanager.model.Tag tagOfSecret(Map.Entry<String, String> tag) {
        return software.amazon.awssdk.services.secretsmanager.model.Tag.builder().key(tag.getKey()).value(tag.getValue()).build();
    }
}
