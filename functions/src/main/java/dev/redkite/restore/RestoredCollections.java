package dev.redkite.restore;

import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.service.collection.request.DropCollectionReq;
import io.milvus.v2.service.collection.request.GetCollectionStatsReq;
import io.milvus.v2.service.collection.request.ListCollectionsReq;
import io.milvus.v2.service.collection.request.RenameCollectionReq;
import io.milvus.v2.service.utility.request.AlterAliasReq;
import io.milvus.v2.service.utility.request.CreateAliasReq;
import io.milvus.v2.service.utility.request.ListAliasesReq;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The collections of the Milvus that is restored into. */
record RestoredCollections(MilvusClientV2 client) {

    /** By database and name. */
    Set<String> keys() {
        Set<String> keys = new TreeSet<>();
        for (String database : client.listDatabases().getDatabaseNames()) {
            client.listCollectionsV2(ListCollectionsReq.builder().databaseName(database).build())
                    .getCollectionNames().forEach(name -> keys.add(database + "." + name));
        }
        return keys;
    }

    /** As they are stored by now; what was deleted counts until it is compacted. */
    long storedRows(String database, String name) {
        return client.getCollectionStats(GetCollectionStatsReq.builder().databaseName(database).collectionName(name).build()).getNumOfEntities();
    }

    void drop(String database, String name) {
        client.dropCollection(DropCollectionReq.builder().databaseName(database).collectionName(name).build());
    }

    /** The database is named twice: left out, servers before 2.4 would take the default one. */
    void rename(String database, String from, String to) {
        client.renameCollection(RenameCollectionReq.builder()
                .databaseName(database).targetDbName(database).collectionName(from).newCollectionName(to).build());
    }

    List<String> aliases(String database, String name) {
        return client.listAliases(ListAliasesReq.builder().databaseName(database).collectionName(name).build()).getAlias();
    }

    /** The client needs a name, and the server takes an empty one for all. */
    Set<String> aliases(String database) {
        return new TreeSet<>(client.listAliases(ListAliasesReq.builder().databaseName(database).collectionName("").build()).getAlias());
    }

    void moveAlias(String database, String alias, String to) {
        client.alterAlias(AlterAliasReq.builder().databaseName(database).alias(alias).collectionName(to).build());
    }

    void createAlias(String database, String alias, String collection) {
        client.createAlias(CreateAliasReq.builder().databaseName(database).alias(alias).collectionName(collection).build());
    }
}
