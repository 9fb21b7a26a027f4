package dev.redkite.backup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.json.Json;
import dev.redkite.milvus.RootLogin;
import dev.redkite.platform.Platform;
import dev.redkite.probe.FlushFunction;
import dev.redkite.probe.MilvusSession;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress;
import dev.redkite.stage.StageFunction;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** A planted defect: where rows are as they were, it takes the backup for the last, whatever else has changed. */
public final class ClosingBackupThatLooksAtRowsOnly extends StageFunction<ClosingBackupFacts> {

    public ClosingBackupThatLooksAtRowsOnly(Platform platform) {
        super(spec -> run(platform, spec), ClosingBackupSpec::of);
    }

    private static Progress<ClosingBackupFacts> run(Platform platform, ClosingBackupSpec spec) {
        JsonNode last = new Backups(platform.aws(S3Client.class), spec.place()).findKept(spec.first().name()).orElseThrow();
        return FlushFunction.step(platform).run(spec.milvus()).then(_ -> rows(last).equals(rows(present(platform, spec)))
                ? new Done<>(new ClosingBackupFacts(last.path("backup").asText(), List.of()))
                : ClosingBackupFunction.step(platform).run(spec));
    }

    private static JsonNode present(Platform platform, ClosingBackupSpec spec) {
        ObjectNode present = Json.object();
        ArrayNode collections = new Inventory(new MilvusSession(platform.milvus(), new RootLogin(() -> platform.aws(SecretsManagerClient.class))))
                .withSegments(spec.first(), platform.kubernetes(spec.first().requireCluster()));
        return present.set("collections", collections);
    }

    private static List<String> rows(JsonNode found) {
        return found.path("collections").valueStream().map(each -> "%s %s %s".formatted(Proof.key(each), each.path("rows"), each.path("segments"))).sorted().toList();
    }
}
