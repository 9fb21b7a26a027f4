package dev.redkite.sandbox.aws.kafka;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.kafka.model.KafkaVersion;
import software.amazon.awssdk.services.kafka.model.KafkaVersionStatus;
import software.amazon.awssdk.services.kafka.model.ListKafkaVersionsResponse;

/** The Kafka versions that MSK knows, and those of them of which it makes no more clusters. */
final class KafkaVersions {

    /** From the console's list, in order; the ending {@code .kraft} chooses the mode, and 4.x has no other. */
    private static final List<String> ALL = List.of("2.8.1", "3.4.0", "3.5.1", "3.6.0", "3.7.x", "3.7.x.kraft",
            "3.8.x", "3.8.x.kraft", "3.9.x", "3.9.x.kraft", "4.0.x.kraft", "4.1.x.kraft");

    final Set<String> unmade = new HashSet<>();

    ListKafkaVersionsResponse listed() {
        return ListKafkaVersionsResponse.builder()
                .kafkaVersions(ALL.stream()
                        .map(version -> KafkaVersion.builder().version(version)
                                .status(unmade.contains(version) ? KafkaVersionStatus.DEPRECATED : KafkaVersionStatus.ACTIVE).build())
                        .toList())
                .build();
    }

    void require(String version) {
        ClusterRules.refuse(!ALL.contains(version) || unmade.contains(version),
                "Unsupported KafkaVersion [%s]. Valid values: %s".formatted(version, ALL));
    }

    void requireUpgrade(String from, String to) {
        require(to);
        ClusterRules.refuse(from.endsWith(".kraft") != to.endsWith(".kraft") || ALL.indexOf(to) <= ALL.indexOf(from),
                "Unsupported upgrade from %s to %s.".formatted(from, to));
    }
}
