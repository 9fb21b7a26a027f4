package dev.redkite.sandbox.cluster;

import dev.redkite.sandbox.milvus.Store;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the members of Milvus' etcds keep on their volumes; it is there as long as most of those are that it was kept on. */
final class EtcdVolumes {

    private final Map<String, Store> contents = new HashMap<>();
    private long made;

    /** @param volumes of one etcd, by EBS' ids; on those without anything a member begins with what the others have */
    Store of(List<String> volumes) {
        Store store = volumes.stream()
                .map(contents::get)
                .filter(each -> each != null && mostOfItsVolumesAreAmong(volumes, each))
                .findFirst()
                .orElseGet(() -> new Store(made++));
        keep(store, volumes);
        return store;
    }

    /** Those are all its members, while it serves. */
    void keep(Store store, List<String> volumes) {
        contents.values().removeIf(each -> each == store);
        volumes.forEach(volume -> contents.put(volume, store));
    }

    private boolean mostOfItsVolumesAreAmong(List<String> volumes, Store store) {
        List<String> its = contents.keySet().stream().filter(volume -> contents.get(volume) == store).toList();
        return 2 * its.stream().filter(volumes::contains).count() > its.size();
    }
}
