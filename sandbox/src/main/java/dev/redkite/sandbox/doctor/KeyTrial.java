package dev.redkite.sandbox.doctor;

import dev.redkite.outside.Outside;
import dev.redkite.sandbox.doctor.Finding.Group;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.Tag;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** How long until a key that was just made can be used, and a secret that it encrypts be read. */
record KeyTrial(Outside outside, Patience patience, Belongings belongings) implements Check {

    /** As long as stages wait for KMS: https://docs.aws.amazon.com/kms/latest/developerguide/programming-eventual-consistency.html */
    private static final Duration LONGEST = Duration.ofMinutes(6);

    @Override
    public Group group() {
        return Group.BEHAVIOUR;
    }

    @Override
    public String asked() {
        return "kms:CreateKey with a tag";
    }

    @Override
    public List<Finding> ask() {
        KmsClient kms = outside.aws(KmsClient.class);
        SecretsManagerClient secrets = outside.aws(SecretsManagerClient.class);
        String key = kms.createKey(request -> request
                        .description("Made by redkite doctor, which removes it again")
                        .tags(Belongings.tags().entrySet().stream().map(KeyTrial::tag).toList()))
                .keyMetadata().arn();
        belongings.made(key);
        String token = HexFormat.of().toHexDigits(outside.random().nextLong()) + HexFormat.of().toHexDigits(outside.random().nextLong());
        List<Finding> findings = new ArrayList<>();
        findings.add(one("kms:CreateAlias of the new key", () -> kms.createAlias(request -> request.aliasName(Belongings.ALIAS).targetKeyId(key))));
        findings.add(one("kms:EnableKeyRotation of the new key", () -> kms.enableKeyRotation(request -> request.keyId(key))));
        findings.add(one("secretsmanager:CreateSecret with the new key", () -> {
            String secret = secrets.createSecret(request -> request
                            .name(Belongings.NAME).kmsKeyId(key).secretString("trial").clientRequestToken(token)
                            .tags(Belongings.tags().entrySet().stream().map(KeyTrial::tagOfSecret).toList()))
                    .arn();
            belongings.made(secret);
            return secret;
        }));
        findings.add(one("secretsmanager:GetSecretValue of the new secret", () -> secrets.getSecretValue(request -> request.secretId(Belongings.NAME))));
        return findings;
    }

    private static Tag tag(Map.Entry<String, String> tag) {
        return Tag.builder().tagKey(tag.getKey()).tagValue(tag.getValue()).build();
    }

    private static software.amazon.awssdk.services.secretsmanager.model.Tag tagOfSecret(Map.Entry<String, String> tag) {
        return software.amazon.awssdk.services.secretsmanager.model.Tag.builder().key(tag.getKey()).value(tag.getValue()).build();
    }

    private Finding one(String asked, Supplier<?> call) {
        Patience.Outcome<?> outcome = patience.until(LONGEST, call);
        return outcome.granted() ? Finding.fine(group(), asked, outcome.told())
                : Finding.wrong(group(), asked, outcome.told(), "if it is a permission of yours that is missing, add it; else report this with the words");
    }
}
