package dev.redkite.sandbox.milvus;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.v2.client.ConnectConfig;
import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.common.IndexParam.MetricType;
import io.milvus.v2.service.collection.request.GetLoadStateReq;
import io.milvus.v2.service.collection.request.LoadCollectionReq;
import io.milvus.v2.service.vector.request.DeleteReq;
import io.milvus.v2.service.vector.request.QueryReq;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** milvus-backup's restore, as cmd/restore and core/restore of zilliztech/milvus-backup have it. */
class FakeMilvusRestoreTest {

    private final BackupBucket bucket = new BackupBucket();
    private final FakeMilvus source = bucket.milvus("source", "2.6.15");
    private final FakeMilvus target = bucket.milvus("target", "2.6.15");

    @BeforeEach
    void back_up_three_points() {
        MilvusClientV2 client = client(source);
        Points.create(client, "vector");
        Points.insert(client, "{id: 1, color: red, vector: [1, 0]}", "{id: 2, color: blue, vector: [0, 2]}", "{id: 3, color: red, vector: [3, 4]}");
        Points.index(client, "vector", MetricType.L2);
        Points.load(client);
        assertThat(bucket.run("source", "create", "--name", "first").code()).isZero();
    }

    private static MilvusClientV2 client(FakeMilvus milvus) {
        return milvus.client(ConnectConfig.builder().uri("http://milvus").build());
    }

    private void succeeds(String... words) {
        assertThat(bucket.run("target", words)).extracting(FakeMilvusBackup.Ended::code, FakeMilvusBackup.Ended::words)
                .containsExactly(0, "restore backup success");
    }

    private List<Object> keys(String collection) {
        client(target).loadCollection(LoadCollectionReq.builder().collectionName(collection).build());
        return client(target).query(QueryReq.builder().collectionName(collection).filter("id > 0").outputFields(List.of("id")).build())
                .getQueryResults().stream().map(row -> row.getEntity().get("id")).sorted().toList();
    }

    @Test
    void rows_come_back_under_the_name_with_its_suffix() {
        succeeds("restore", "--name", "first", "--suffix", "_new", "--rebuild_index", "--use_v2_restore");

        assertThat(target.collections()).containsExactly("points_new");
        assertThat(keys("points_new")).containsExactly(1L, 2L, 3L);
    }

    @Test
    void what_is_restored_is_not_loaded() {
        succeeds("restore", "--name", "first", "--rebuild_index");

        assertThat(client(target).getLoadState(GetLoadStateReq.builder().collectionName("points").build())).isFalse();
    }

    @Test
    void without_being_asked_it_builds_no_index() {
        succeeds("restore", "--name", "first");

        assertThat(target.store.require("", "points").indexes).isEmpty();
    }

    @Test
    void the_filter_goes_by_names_as_they_will_be() {
        succeeds("restore", "--name", "first", "--suffix", "_new", "--filter", "default.points");

        assertThat(target.collections()).isEmpty();
    }

    @Test
    void rows_that_were_deleted_stay_so() {
        client(source).delete(DeleteReq.builder().collectionName("points").filter("id == 2").build());
        assertThat(bucket.run("source", "create", "--name", "second").code()).isZero();

        succeeds("restore", "--name", "second", "--rebuild_index");

        assertThat(keys("points")).containsExactly(1L, 3L);
    }

    @Test
    void a_collection_that_stands_is_refused_before_any_is_made() {
        succeeds("restore", "--name", "first");

        assertThat(bucket.run("target", "restore", "--name", "first").words())
                .contains("restore: collection already exist, database default collection points");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "restore                                                   | backup name is required",
        "restore --name nothing                                    | backup nothing not found",
        "restore --name first -c points                            | --c was removed in 0.6, use --filter instead",
        "restore --name first --restore_index                      | --restore_index was removed in 0.6, use --rebuild_index instead",
        "restore --name first --suffix _a --rename points:other    | suffix and rename flag cannot be set at the same time",
        "restore --name first --drop_exist_collection --skip_create_collection | cannot be true at the same time",
        "restore --name first --filter a-b                         | filter: invalid filter rule: a-b",
        "restore --name first --force                              | unknown flag: --force",
        "restore --name                                            | flag needs an argument: --name",
        "restored --name first                                     | unknown command \"restored\""
    })
    void a_command_line_of_another_form_is_refused(String words, String refusal) {
        FakeMilvusBackup.Ended ended = bucket.run("target", words.strip().split(" +"));

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.words()).contains(refusal);
    }

    @ParameterizedTest
    @CsvSource({"s3:ListBucket, check bucket data exist", "s3:GetObject, full_meta.json: Access Denied"})
    void what_the_pod_may_not_do_ends_it(String action, String refusal) {
        bucket.deny(action);

        assertThat(bucket.run("target", "restore", "--name", "first").words()).contains(refusal);
    }

    @Test
    void from_another_bucket_objects_come_by_a_folder_that_is_gone_afterwards() {
        Map<String, Object> elsewhere = Map.of("backup", Map.of("storage", Map.of("bucketName", "other", "rootPath", "backups")));
        bucket.deny("s3:PutObject");

        assertThat(bucket.run("target", elsewhere, "restore", "--name", "first").words()).contains("s3:PutObject data/restore-temp-");
    }

    @Test
    void a_milvus_of_before_2_4_knows_no_such_import() {
        bucket.milvus("old", "2.2.13");

        assertThat(bucket.run("old", "restore", "--name", "first", "--use_v2_restore").words()).contains("404");
    }

    @Test
    void an_object_that_is_missing_ends_it_with_the_collection_made() {
        bucket.keys(BackupBucket.NAME, "backups/first/binlogs/").forEach(key -> bucket.remove(BackupBucket.NAME, key));

        assertThat(bucket.run("target", "restore", "--name", "first").words()).contains("no binlog to import");
        assertThat(target.collections()).containsExactly("points");
    }
}
