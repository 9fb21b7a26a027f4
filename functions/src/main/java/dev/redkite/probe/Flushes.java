package dev.redkite.probe;

import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.service.collection.request.ListCollectionsReq;
import io.milvus.v2.service.utility.request.FlushReq;
import io.milvus.v2.service.utility.request.GetPersistentSegmentInfoReq;
import io.milvus.v2.service.utility.response.GetPersistentSegmentInfoResp.PersistentSegmentInfo;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Every row of every collection, of every database, in the object storage. What is written meanwhile is in the brokers' log, as
 * ever, and read from there when Milvus starts again.
 */
record Flushes(MilvusClientV2 client, ServerVersion version, Run run) {

    /** Of segments that are closed and not in the object storage yet; those that grow are of rows that came since. */
    private static final Set<String> ON_THEIR_WAY = Set.of("Sealed", "Flushing");

    /** @param flushed is given the name of each collection when it is done */
    void all(List<String> flushed) {
        for (String database : client.listDatabases().getDatabaseNames()) {
            for (String collection : client.listCollectionsV2(ListCollectionsReq.builder().databaseName(database).build()).getCollectionNames()) {
                flush(database, collection);
                flushed.add(database + "." + collection);
            }
        }
    }

    /** From 2.3 on the client looks until it is done; before, the answer says only that it began. */
    private void flush(String database, String collection) {
        client.flush(FlushReq.builder()
                .databaseName(database)
                .collectionNames(List.of(collection))
                .waitFlushedTimeoutMs(run.left().toMillis())
                .build());
        if (!version.followsFlushes()) {
            run.poll(() -> onTheirWay(database, collection));
        }
    }

    private Optional<String> onTheirWay(String database, String collection) {
        List<String> states = client.getPersistentSegmentInfo(GetPersistentSegmentInfoReq.builder()
                        .databaseName(database).collectionName(collection).build())
                .getSegmentInfos().stream().map(PersistentSegmentInfo::getState).toList();
        return states.stream().anyMatch(ON_THEIR_WAY::contains)
                ? Optional.of("the rows of %s.%s are not in the object storage yet, their segments are %s".formatted(database, collection, states))
                : Optional.empty();
    }
}
