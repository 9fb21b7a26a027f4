package dev.redkite.sandbox.milvus;

import static dev.redkite.sandbox.milvus.Points.create;
import static dev.redkite.sandbox.milvus.Points.insert;
import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.v2.client.ConnectConfig;
import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.service.utility.request.FlushReq;
import io.milvus.v2.service.utility.request.GetPersistentSegmentInfoReq;
import io.milvus.v2.service.vector.request.DeleteReq;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a server tells of what it has stored. */
class FakeMilvusSegmentsTest {

    private static final String RED = "{id: 1, color: red, vector: [1, 0]}";
    private static final String BLUE = "{id: 2, color: blue, vector: [0, 2]}";

    private static List<String> flushed(MilvusClientV2 client) {
        client.flush(FlushReq.builder().collectionNames(List.of("points")).build());
        segments(client); // before 2.3 a flush is done once somebody has looked
        return segments(client);
    }

    private static List<String> segments(MilvusClientV2 client) {
        return client.getPersistentSegmentInfo(GetPersistentSegmentInfoReq.builder().collectionName("points").build()).getSegmentInfos().stream()
                .map(segment -> "%s %s %d".formatted(segment.getState(), segment.getLevel(), segment.getNumOfRows())).toList();
    }

    @ParameterizedTest
    @CsvSource({"2.2.13, ''", "2.6.15, Flushed L0 0"})
    void each_flush_makes_a_segment_of_what_came_since_and_deletions_have_their_own_from_2_4_on(String version, String deletions) {
        try (FakeMilvus milvus = FakeMilvus.start(version)) {
            MilvusClientV2 client = milvus.client(ConnectConfig.builder().uri("http://milvus").build());
            create(client, "vector");
            insert(client, RED);
            assertThat(segments(client)).isEmpty();
            assertThat(flushed(client)).containsExactly("Flushed L1 1");
            assertThat(flushed(client)).containsExactly("Flushed L1 1");
            insert(client, BLUE);
            assertThat(flushed(client)).containsExactly("Flushed L1 1", "Flushed L1 1");

            client.delete(DeleteReq.builder().collectionName("points").filter("id in [1]").build());

            assertThat(flushed(client)).hasSize(deletions.isEmpty() ? 2 : 3).filteredOn(each -> !each.equals("Flushed L1 1"))
                    .isEqualTo(deletions.isEmpty() ? List.of() : List.of(deletions));
        }
    }
}
