package dev.redkite.catalog;

import dev.redkite.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Every version that Redkite offers. It is data: {@code catalog.json} beside this class, one place to extend. */
public final class Catalog {

    private final Content content;

    private Catalog(Content content) {
        this.content = content;
    }

    public static Catalog load() {
        return new Catalog(Json.read(Catalog.class.getResourceAsStream("catalog.json"), Content.class));
    }

    public Optional<MilvusRelease> findMilvus(String version) {
        return find(content.milvus.releases, MilvusRelease::version, version);
    }

    public MilvusRelease defaultMilvus() {
        return findMilvus(content.milvus.defaultVersion).orElseThrow();
    }

    public List<String> supportedMilvusVersions() {
        return content.milvus.releases.stream().map(MilvusRelease::version).toList();
    }

    /** How Milvus gets from one version to the other in place, if it does. */
    public Optional<MilvusUpgrade> findUpgrade(String from, String to) {
        return content.milvus.upgrades.stream().filter(each -> each.from().equals(from) && each.to().equals(to)).findFirst();
    }

    /** Where that version goes in place, if anywhere. */
    public Optional<MilvusUpgrade> findUpgrade(String from) {
        return content.milvus.upgrades.stream().filter(each -> each.from().equals(from)).findFirst();
    }

    public Optional<KafkaRelease> findKafka(String version) {
        return find(content.kafka.releases, KafkaRelease::version, version);
    }

    public KafkaRelease defaultKafka() {
        return findKafka(content.kafka.defaultVersion).orElseThrow();
    }

    /** The versions that the given Milvus can use. */
    public List<String> supportedKafkaVersions(MilvusRelease milvus) {
        return content.kafka.releases.stream()
                .filter(kafka -> milvus.scramOnKafka4() || !kafka.needsScramOnKafka4())
                .map(KafkaRelease::version)
                .toList();
    }

    /** What stands against this Kafka version under this Milvus: nothing, or sentences that name the way out. */
    public List<String> kafkaViolations(String kafkaVersion, MilvusRelease milvus) {
        List<String> violations = new ArrayList<>();
        String use = "use one of " + String.join(", ", supportedKafkaVersions(milvus));
        Optional<KafkaRelease> kafka = findKafka(kafkaVersion);
        boolean isKafka4 = kafka.map(KafkaRelease::needsScramOnKafka4).orElse(kafkaVersion.matches("[4-9]\\..*"));
        if (isKafka4 && !milvus.scramOnKafka4()) {
            violations.add("Kafka " + kafkaVersion + " cannot be used by Milvus " + milvus.version()
                    + ", whose Kafka client cannot log in by SCRAM to Kafka 4.x"
                    + " (https://github.com/milvus-io/milvus/issues/52601): " + use);
        } else if (kafka.isEmpty()) {
            violations.add("Kafka " + kafkaVersion + " is not a version that Redkite knows of on Amazon MSK: " + use);
        }
        return violations;
    }

    public String defaultKubernetesVersion() {
        return content.kubernetes.defaultVersion;
    }

    /**
     * The versions known to this catalog; what EKS lists at the moment of the request has the last word
     * (DescribeClusterVersions).
     */
    public List<String> supportedKubernetesVersions() {
        return content.kubernetes.versions;
    }

    public Optional<BrokerType> findBrokerType(String name) {
        return find(content.brokerTypes, BrokerType::name, name);
    }

    public List<BrokerType> brokerTypes() {
        return content.brokerTypes;
    }

    public List<String> supportedBrokerTypes() {
        return content.brokerTypes.stream().map(BrokerType::name).toList();
    }

    public ChartRelease loadBalancerController() {
        return content.loadBalancerController;
    }

    public BackupTool backupTool() {
        return content.backupTool;
    }

    /** @return the default version of Attu, without {@code v} */
    public String attuVersion() {
        return content.attu.defaultVersion;
    }

    public ChartRelease chart(MilvusRelease milvus) {
        return new ChartRelease("milvus", milvus.chartVersion(), content.milvus.chartRepository, milvus.chartDigest());
    }

    /** Every chart that may be installed, once. */
    public List<ChartRelease> charts() {
        return Stream.concat(content.milvus.releases.stream().map(this::chart), Stream.of(loadBalancerController())).distinct().toList();
    }

    private static <T> Optional<T> find(List<T> all, Function<T, String> name, String wanted) {
        return all.stream().filter(each -> name.apply(each).equals(wanted)).findFirst();
    }

    private record Content(
            Milvus milvus,
            Kafka kafka,
            Kubernetes kubernetes,
            List<BrokerType> brokerTypes,
            ChartRelease loadBalancerController,
            Attu attu,
            BackupTool backupTool) {}

    private record Milvus(String defaultVersion, String chartRepository, List<MilvusRelease> releases, List<MilvusUpgrade> upgrades) {}

    private record Kafka(String defaultVersion, List<KafkaRelease> releases) {}

    private record Kubernetes(String defaultVersion, List<String> versions) {}

    private record Attu(String defaultVersion) {}
}
