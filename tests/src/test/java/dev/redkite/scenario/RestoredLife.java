package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.failure.ServiceQuota;
import dev.redkite.json.Json;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.sandbox.aws.Quotas;
import io.milvus.v2.service.collection.request.ListCollectionsReq;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.s3.S3Client;

/** Environment demo, whose backups are restored, in an account that has room for another. */
final class RestoredLife implements AutoCloseable {

    static final String BUCKET = "redkite-demo-123456789012-us-west-2";

    final ObjectNode event = withoutLogin("demo");
    final Sandbox sandbox =
            Sandbox.open(TestSettings.of(event).withQuotas(Quotas.young().with(ServiceQuota.STANDARD_VCPUS, 96)));
    final MilvusRows rows = new MilvusRows(sandbox);

    static ObjectNode withoutLogin(String environment) {
        ObjectNode event = Events.withoutLogin();
        event.put("id", event.path("id").asText() + environment);
        Events.specification(event).put("name", environment);
        return event;
    }

    @Override
    public void close() {
        sandbox.close();
    }

    void delivered(ObjectNode request) {
        Outcome outcome = sandbox.deliver(request);
        assertThat(outcome.phase()).as(outcome.message()).isEqualTo("READY");
    }

    void backedUp(String name) {
        ObjectNode request = Events.again(Events.read("17-backup"), name.hashCode());
        request.putObject("detail").put("environment", "demo").put("name", name);
        delivered(request);
    }

    /** Three points, backed up. */
    void backedUpPoints() {
        delivered(event);
        rows.create("points");
        rows.insert("points", 0, 3);
        backedUp("first");
    }

    void recreated() {
        delivered(Events.recreate("demo"));
    }

    static ObjectNode requested(int time, String environment) {
        ObjectNode request = Events.again(Events.read("18-restore"), time);
        request.putObject("detail").put("environment", environment);
        return request;
    }

    static ObjectNode overwriting(int time) {
        ObjectNode request = requested(time, "demo");
        request.withObject("/detail").put("overwrite", true);
        return request;
    }

    String refusal(ObjectNode request) {
        Outcome outcome = sandbox.deliver(request);
        assertThat(outcome.phase()).as(outcome.message()).isNotEqualTo("READY");
        return outcome.message();
    }

    List<String> collections(MilvusRows where) {
        return where.client().listCollectionsV2(ListCollectionsReq.builder().databaseName("default").build()).getCollectionNames().stream().sorted().toList();
    }

    Set<String> keys(String bucket) {
        return sandbox.world().s3().keys(bucket);
    }

    String theOneBinlogOf(String collection) {
        long id = Json.parse(sandbox.world().client(S3Client.class).getObjectAsBytes(request -> request.bucket(BUCKET)
                        .key("demo/backups/data/first/meta/full_meta.json")).asString(StandardCharsets.UTF_8))
                .path("collection_backups").valueStream().filter(each -> each.path("collection_name").asText().equals(collection))
                .findFirst().orElseThrow().path("collection_id").asLong();
        return keys(BUCKET).stream().filter(key -> key.startsWith("demo/backups/data/first/binlogs/insert_log/" + id + "/")).findFirst().orElseThrow();
    }
}
