package dev.redkite.sandbox.milvus;

import io.milvus.grpc.SegmentLevel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Where the rows of one collection are while no process holds them: all in the log, and from a flush on in the object storage. A process
 * that starts reads the objects and what came after them in the log, so rows are lost that are neither flushed nor kept by the log any more.
 *
 * <p>A server also stores by itself what it has held for ten minutes (dataNode.segment.syncPeriod). Nobody may count on that, so here
 * nothing is stored but by a flush.
 */
final class Journal {

    private final Surroundings around;
    private final long collection;
    /** As etcd has them. */
    private final List<String> objects = new ArrayList<>();
    private long checkpoint;
    /** What is held in memory since the checkpoint. */
    private final List<Message> held = new ArrayList<>();

    Journal(Surroundings around, long collection) {
        this.around = around;
        this.collection = collection;
    }

    private String channel() {
        return "rootcoord-dml_%dv0".formatted(collection);
    }

    void append(Message message) {
        around.log.append(channel(), message);
        hold(message);
    }

    /** What did not come by the log is to be stored at once: nothing else keeps it. */
    void hold(Message message) {
        held.add(message);
    }

    /** Stores what was written up to that moment. */
    void store(long moment) {
        List<Message> due = held.stream().filter(message -> message.moment() <= moment).toList();
        if (due.isEmpty()) {
            return;
        }
        checkpoint = due.getLast().moment();
        write("insert_log", due, message -> !message.deletes());
        write("delta_log", due, Message::deletes);
        held.removeAll(due);
    }

    private void write(String folder, List<Message> due, Predicate<Message> which) {
        Binlog binlog = new Binlog(due.stream().filter(which).toList());
        if (!binlog.messages().isEmpty()) {
            long segment = binlog.messages().getLast().moment();
            String key = "%s/%d/%d/%d/%d".formatted(folder, collection, collection, segment, segment);
            around.objects.put(key, binlog.bytes(), binlog);
            objects.add(key);
        }
    }

    /** Whether everything is there that should be in the object storage. */
    boolean complete() {
        return objects.stream().allMatch(key -> around.objects.find(key).isPresent());
    }

    /** All that a process that starts now finds. */
    List<Message> read() {
        held.clear();
        around.log.read(channel()).stream().filter(message -> message.moment() > checkpoint).forEach(held::add);
        return Stream.concat(stored(), held.stream()).sorted(Comparator.comparingLong(Message::moment)).toList();
    }

    private Stream<Message> stored() {
        return objects.stream().map(around.objects::find).flatMap(Optional::stream).flatMap(binlog -> binlog.messages().stream());
    }

    /** By their keys. */
    Map<String, Binlog> objects() {
        Map<String, Binlog> found = new TreeMap<>();
        objects.forEach(key -> around.objects.find(key).ifPresent(binlog -> found.put(key, binlog)));
        return found;
    }

    /** What a server tells of a segment that is stored. @param level L0 of one that holds deletions only, which there are from 2.4 on; a row counts where it was inserted */
    record Segment(long id, long rows, long bytes, SegmentLevel level) {}

    /** In the order in which they were stored; before 2.4 deletions are beside the rows that they are about, and no answer tells of them. */
    List<Segment> segments() {
        return objects().entrySet().stream().map(object -> segment(object.getKey(), object.getValue()))
                .filter(segment -> segment.level() != SegmentLevel.L0 || around.version.atLeast(2, 4))
                .sorted(Comparator.comparingLong(Segment::id)).toList();
    }

    private static Segment segment(String key, Binlog binlog) {
        return new Segment(Long.parseLong(key.split("/")[3]), binlog.rows(), binlog.bytes(), key.startsWith("insert_log/") ? SegmentLevel.L1 : SegmentLevel.L0);
    }

    List<String> keys() {
        return List.copyOf(objects);
    }

    int rowsStored() {
        return stored().mapToInt(message -> message.rows().size()).sum();
    }

    /** Of the collection nothing is to be left. The objects go in hours by garbage collection; nothing may rely on either. */
    void drop() {
        objects.forEach(around.objects::remove);
        around.log.drop(channel());
    }
}
