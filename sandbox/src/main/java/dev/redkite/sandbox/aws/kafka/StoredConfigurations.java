package dev.redkite.sandbox.aws.kafka;

import dev.redkite.sandbox.aws.AccountRegion;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kafka.model.BrokerSoftwareInfo;
import software.amazon.awssdk.services.kafka.model.Configuration;
import software.amazon.awssdk.services.kafka.model.ConfigurationRevision;
import software.amazon.awssdk.services.kafka.model.ConfigurationState;

/** Configurations and their revisions, counted from 1. */
final class StoredConfigurations {

    /** A removal can be seen going on. */
    private static final Duration DELETION = Duration.ofSeconds(5);

    /** Those that MSK lets users set, as far as anybody here does (https://docs.aws.amazon.com/msk/latest/developerguide/msk-configuration-properties.html). */
    private static final Set<String> KNOWN = Set.of("auto.create.topics.enable", "default.replication.factor",
            "min.insync.replicas", "message.max.bytes", "replica.fetch.max.bytes", "num.partitions", "num.io.threads",
            "num.network.threads", "num.replica.fetchers", "log.retention.hours", "log.retention.ms",
            "log.retention.bytes", "unclean.leader.election.enable", "delete.topic.enable", "compression.type");

    private static final Duration RETENTION = Duration.ofHours(168);
    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    private record Revision(String description, String properties, Instant made) {}

    private static final class Entry {
        private String arn;
        private String name;
        private String description;
        private final List<Revision> revisions = new ArrayList<>();
        private Instant goneAt;
    }

    private final AccountRegion place;
    private final Map<String, Entry> entries = new TreeMap<>();

    StoredConfigurations(AccountRegion place) {
        this.place = place;
    }

    Configuration create(String name, String description, SdkBytes properties) {
        ClusterRules.refuse(!name.matches("[0-9A-Za-z][0-9A-Za-z-]*"), "The configuration name must start with a letter or digit and hold letters, digits and hyphens only.");
        if (living().stream().anyMatch(entry -> entry.name.equals(name))) {
            throw FakeKafkaClient.error(409, "ConflictException", "A resource with this name already exists.");
        }
        Entry entry = new Entry();
        entry.name = name;
        entry.description = description == null ? "" : description;
        entry.arn = place.arn("kafka", "configuration/%s/%s-2".formatted(name, place.identifiers().uuid("msk")));
        entry.revisions.add(revision(description, properties));
        entries.put(entry.arn, entry);
        return described(entry);
    }

    Configuration update(String arn, String description, SdkBytes properties) {
        Entry entry = requireActive(arn);
        entry.revisions.add(revision(description, properties));
        return described(entry);
    }

    private Revision revision(String description, SdkBytes bytes) {
        String text = bytes.asUtf8String();
        Properties properties = parsed(text);
        for (String property : properties.stringPropertyNames()) {
            ClusterRules.refuse(!KNOWN.contains(property), "Unsupported server property [%s].".formatted(property));
        }
        ClusterRules.refuse(properties.isEmpty() || text.contains("\\n"), "The server properties cannot be parsed.");
        return new Revision(description == null ? "" : description, text, place.now());
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

    List<Configuration> all() {
        return living().stream().map(this::described).toList();
    }

    Configuration delete(String arn) {
        Entry entry = requireActive(arn);
        entry.goneAt = place.now().plus(DELETION);
        return described(entry);
    }

    String properties(String arn, long revision) {
        requireKnown(arn);
        ClusterRules.refuse(!hasRevision(arn, revision), "The configuration %s has no revision %d.".formatted(arn, revision));
        return entries.get(arn).revisions.get((int) revision - 1).properties();
    }

    /** By the finest unit that is named, and a week where none is (https://kafka.apache.org/documentation/#brokerconfigs_log.retention.hours). */
    Duration kept(BrokerSoftwareInfo software) {
        if (software == null || software.configurationArn() == null) {
            return RETENTION;
        }
        Properties properties = parsed(entries.get(software.configurationArn()).revisions
                .get(software.configurationRevision().intValue() - 1).properties());
        String milliseconds = properties.getProperty("log.retention.ms");
        String hours = properties.getProperty("log.retention.hours");
        Duration named = milliseconds != null ? Duration.ofMillis(Long.parseLong(milliseconds))
                : hours != null ? Duration.ofHours(Long.parseLong(hours)) : RETENTION;
        return named.isNegative() ? FOR_EVER : named;
    }

    boolean hasRevision(String arn, long revision) {
        return find(arn).filter(entry -> entry.goneAt == null && revision >= 1 && revision <= entry.revisions.size()).isPresent();
    }

    private Entry requireActive(String arn) {
        Entry entry = requireKnown(arn);
        ClusterRules.refuse(entry.goneAt != null, "The configuration %s is being deleted.".formatted(arn));
        return entry;
    }

    /** https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/kafka/configuration.go */
    private Entry requireKnown(String arn) {
        return find(arn).orElseThrow(() -> FakeKafkaClient.refused("Configuration ARN does not exist."));
    }

    private Optional<Entry> find(String arn) {
        return Optional.ofNullable(entries.get(arn)).filter(this::lives);
    }

    private List<Entry> living() {
        return entries.values().stream().filter(this::lives).toList();
    }

    private boolean lives(Entry entry) {
        return entry.goneAt == null || place.now().isBefore(entry.goneAt);
    }

    private Configuration described(Entry entry) {
        Revision latest = entry.revisions.getLast();
        return Configuration.builder()
                .arn(entry.arn)
                .name(entry.name)
                .description(entry.description)
                .state(entry.goneAt == null ? ConfigurationState.ACTIVE : ConfigurationState.DELETING)
                .creationTime(entry.revisions.getFirst().made())
                .latestRevision(ConfigurationRevision.builder()
                        .revision((long) entry.revisions.size())
                        .description(latest.description())
                        .creationTime(latest.made())
                        .build())
                .build();
    }
}
