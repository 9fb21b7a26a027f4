package dev.redkite.sandbox.milvus;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** How a fake misbehaves or makes haste; nothing of it is on unless somebody asked. */
final class MilvusSettings {

    volatile boolean wrongDistances;
    volatile boolean neverLoads;
    volatile boolean flushesAtOnce;
    volatile boolean neverFlushes;
    volatile boolean neverIndexes;
    volatile String indexFailure;
    volatile boolean ignoresFilters;
    volatile boolean keepsDeletedRows;
    volatile int rowsLost;
    volatile int queryNodes = 1;
    volatile MilvusInterceptor interceptor = _ -> MilvusInterceptor.Fate.SERVED;
    final Set<Integer> failingCalls = ConcurrentHashMap.newKeySet();
    final Set<Integer> lostAnswers = ConcurrentHashMap.newKeySet();
}
