package dev.redkite.kafka;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The brokers' {@code server.properties} as Milvus needs them. */
final class BrokerProperties {

    private BrokerProperties() {}

    /**
     * One property a line, with real line ends, which MSK insists on.
     *
     * <p>Milvus makes its topics by writing to them and sends large messages. Without a default replication factor
     * such topics have one replica and a broker's restart loses them
     * (https://github.com/milvus-io/milvus/issues/41548). One replica less than there are must acknowledge a write:
     * over three zones that is 2; over two zones it is 1, for with 2 every patch that restarts a broker would stop
     * all writing (https://docs.aws.amazon.com/msk/latest/developerguide/bestpractices.html).
     *
     * @param zones 2 or 3
     */
    static String over(int zones) {
        return """
                auto.create.topics.enable=true
                default.replication.factor=%d
                min.insync.replicas=%d
                message.max.bytes=10485880
                replica.fetch.max.bytes=20971760
                """.formatted(zones, zones - 1);
    }

    /** Order, comments and blank space do not count. */
    static boolean same(String left, String right) {
        return parsed(left).equals(parsed(right));
    }

    private static Properties parsed(String text) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
