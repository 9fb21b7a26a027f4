package dev.redkite.sandbox.cluster;

import dev.redkite.sandbox.aws.kafka.FakeKafkaClient;
import dev.redkite.sandbox.aws.kafka.FakeKafkaClient.BrokerLog;
import dev.redkite.sandbox.milvus.LogBroker;
import dev.redkite.sandbox.milvus.Message;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Topics on the account's brokers. What was on brokers that are gone is gone, and what is older than brokers keep it nobody reads again:
 * a real one keeps up to a segment longer, on which nobody may count.
 */
final class KafkaTopics {

    private record Kept(Instant at, Message message) {}

    private final FakeKafkaClient kafka;
    private final InstantSource time;
    private final Map<String, List<Kept>> topics = new HashMap<>();

    KafkaTopics(FakeKafkaClient kafka, InstantSource time) {
        this.kafka = kafka;
        this.time = time;
    }

    /** @param started when whoever reads them did so */
    LogBroker of(MilvusConfiguration milvus, Instant started) {
        return new LogBroker() {
            @Override
            public void append(String channel, Message message) {
                BrokerLog log = log().orElseThrow(() -> new IllegalStateException("nobody answers at " + milvus.brokers()));
                List<Kept> topic = topics.computeIfAbsent(topic(log, channel), _ -> new ArrayList<>());
                topic.removeIf(kept -> expired(kept, log, time.instant()));
                topic.add(new Kept(time.instant(), message));
            }

            @Override
            public List<Message> read(String channel) {
                return log().stream()
                        .flatMap(log -> topics.getOrDefault(topic(log, channel), List.of()).stream()
                                .filter(kept -> !expired(kept, log, started)))
                        .map(Kept::message)
                        .toList();
            }

            @Override
            public void drop(String channel) {
                log().ifPresent(log -> topics.remove(topic(log, channel)));
            }

            private Optional<BrokerLog> log() {
                return kafka.findLog(milvus.brokers());
            }

            private String topic(BrokerLog log, String channel) {
                return log.clusterArn() + " " + milvus.topics() + "-" + channel;
            }
        };
    }

    private static boolean expired(Kept kept, BrokerLog log, Instant when) {
        return kept.at().plus(log.kept()).isBefore(when);
    }
}
