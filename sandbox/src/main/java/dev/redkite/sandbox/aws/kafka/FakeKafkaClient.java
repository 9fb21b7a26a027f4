package dev.redkite.sandbox.aws.kafka;

import dev.redkite.failure.ServiceQuota;
import dev.redkite.sandbox.aws.AccountRegion;
import dev.redkite.sandbox.aws.Errors;
import dev.redkite.sandbox.aws.Shapes;
import dev.redkite.sandbox.aws.StandingResource;
import dev.redkite.sandbox.aws.ec2.FakeEc2Client;
import dev.redkite.sandbox.aws.secretsmanager.FakeSecretsManagerClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kafka.model.*;

/** Amazon MSK: provisioned clusters, configurations, SASL/SCRAM secrets. */
public final class FakeKafkaClient extends UpdateOperations {

    private static final int MOST_SECRETS = 10;

    /** Brokers are restarted one after another, and the others serve. */
    private static final Set<ClusterState> SERVING = Set.of(ClusterState.ACTIVE, ClusterState.UPDATING,
            ClusterState.MAINTENANCE, ClusterState.HEALING, ClusterState.REBOOTING_BROKER);

    private final ScramSecrets scram;
    private final Map<String, StoredCluster> clusters = new TreeMap<>();
    private Optional<RandomGenerator> work = Optional.empty();
    private int failuresToCome;

    public FakeKafkaClient(AccountRegion place, FakeSecretsManagerClient secrets, FakeEc2Client ec2) {
        super(place, ec2);
        this.scram = new ScramSecrets(place, secrets);
    }

    /** The next clusters to be made end FAILED after their time. */
    public void endsFailed(int times) {
        failuresToCome = times;
    }

    /** The next that many operations on clusters fail and leave them as they were. */
    public void operationFails(int times, String code, String words) {
        operations.fail(times, ErrorInfo.builder().errorCode(code).errorString(words).build());
    }

    /** Operations do what they should from now on. */
    public void operationsSucceed() {
        operations.failing.clear();
    }

    /** MSK makes no more clusters of that Kafka version; those that stand go on. */
    public void stopsMaking(String version) {
        versions.unmade.add(version);
    }

    /** MSK is at work on that cluster from now on. */
    public void worksOn(String name, ClusterState state, Duration duration) {
        clusters.get(name).work = new ServiceWork(state, place.now(), place.now().plus(duration));
    }

    /** MSK will be at work on some of the clusters that are made from now on, as chance has it. */
    public void worksNowAndThen(RandomGenerator random) {
        work = Optional.of(random);
    }

    /** A cluster of somebody else's. */
    public void standing(String name) {
        clusters.put(name, new StoredCluster(place, name, ProvisionedRequest.builder().build(), Map.of(), null));
        changes.note();
    }

    /** Whether brokers take that login now. */
    public boolean scramUsable(String clusterArn, String username, String password) {
        StoredCluster cluster = require(clusterArn);
        return SERVING.contains(cluster.state(place.now())) && scram.usable(cluster, username, password);
    }

    /** From when on all of the account's clusters take the logins that they have been given; empty when none has one. */
    public Optional<Instant> loginsUsableAt() {
        return living().stream()
                .flatMap(cluster -> scram.allUsableAt(cluster).stream())
                .max(Comparator.naturalOrder());
    }

    /** A cluster's log, and for how long it keeps what is written to it. */
    public record BrokerLog(String clusterArn, Duration kept) {}

    /** The log behind those brokers, as Milvus is told them; empty where there are none any more. */
    public Optional<BrokerLog> findLog(String brokers) {
        return living().stream()
                .filter(cluster -> brokers.equals(cluster.scramBrokers(place)))
                .findFirst()
                .map(cluster -> new BrokerLog(cluster.arn, configurations.kept(cluster.provisioned.currentBrokerSoftwareInfo())));
    }

    /** Configurations carry no tags. */
    @Override
    protected Stream<StandingResource> standing() {
        return Stream.concat(
                living().stream().map(cluster -> new StandingResource("kafka:cluster/" + cluster.name, cluster.arn, cluster.tags, cluster::contents)),
                configurations.all().stream().map(each ->
                        new StandingResource("kafka:configuration/" + each.name(), each.arn(), Map.of(), each::toString)));
    }

    @Override
    public ListKafkaVersionsResponse listKafkaVersions(ListKafkaVersionsRequest request) {
        return versions.listed();
    }

    @Override
    public CreateConfigurationResponse createConfiguration(CreateConfigurationRequest request) {
        Configuration made = configurations.create(request.name(), request.description(), request.serverProperties());
        return Shapes.copied(made, CreateConfigurationResponse.builder()).build();
    }

    @Override
    public UpdateConfigurationResponse updateConfiguration(UpdateConfigurationRequest request) {
        Configuration updated = configurations.update(request.arn(), request.description(), request.serverProperties());
        return UpdateConfigurationResponse.builder().arn(updated.arn()).latestRevision(updated.latestRevision()).build();
    }

    @Override
    public ListConfigurationsResponse listConfigurations(ListConfigurationsRequest request) {
        return ListConfigurationsResponse.builder().configurations(configurations.all()).build();
    }

    @Override
    public DescribeConfigurationRevisionResponse describeConfigurationRevision(DescribeConfigurationRevisionRequest request) {
        return DescribeConfigurationRevisionResponse.builder()
                .arn(request.arn())
                .revision(request.revision())
                .serverProperties(SdkBytes.fromUtf8String(configurations.properties(request.arn(), request.revision())))
                .build();
    }

    @Override
    public DeleteConfigurationResponse deleteConfiguration(DeleteConfigurationRequest request) {
        boolean used = living().stream()
                .map(cluster -> cluster.provisioned.currentBrokerSoftwareInfo())
                .anyMatch(software -> software != null && request.arn().equals(software.configurationArn()));
        ClusterRules.refuse(used, "Configuration is in use by one or more clusters. Dissociate the configuration from the clusters.");
        Configuration deleted = configurations.delete(request.arn());
        return DeleteConfigurationResponse.builder().arn(deleted.arn()).state(deleted.state()).build();
    }

    /** MSK's words are not published. */
    private void limit(int more) {
        int there = living().stream().mapToInt(cluster -> cluster.provisioned.numberOfBrokerNodes()).sum();
        ClusterRules.refuse(there + more > place.quotas().of(ServiceQuota.KAFKA_BROKERS), "The request exceeds the quota Number of brokers per account.");
    }

    @Override
    public CreateClusterV2Response createClusterV2(CreateClusterV2Request request) {
        new ClusterRules(network, configurations, versions).check(request);
        if (living().stream().anyMatch(cluster -> cluster.name.equals(request.clusterName()))) {
            throw error(409, "ConflictException", "The cluster name that you specified already exists: " + request.clusterName());
        }
        limit(request.provisioned().numberOfBrokerNodes());
        boolean fails = failuresToCome > 0;
        failuresToCome -= fails ? 1 : 0;
        StoredCluster cluster = new StoredCluster(place, request.clusterName(), request.provisioned(), request.tags(), fails ? StoredCluster.INTERNAL_FAILURE : null);
        BrokerNodeGroupInfo nodes = request.provisioned().brokerNodeGroupInfo();
        cluster.release = network.hold(cluster.name, nodes.clientSubnets(), nodes.securityGroups(), request.provisioned().numberOfBrokerNodes());
        work.ifPresent(random -> cluster.work = ServiceWork.random(cluster.ready(), random));
        clusters.put(cluster.name, cluster);
        return CreateClusterV2Response.builder()
                .clusterArn(cluster.arn).clusterName(cluster.name).clusterType(ClusterType.PROVISIONED)
                .state(ClusterState.CREATING).build();
    }

    @Override
    public ListClustersV2Response listClustersV2(ListClustersV2Request request) {
        return ListClustersV2Response.builder()
                .clusterInfoList(living().stream()
                        .filter(cluster -> request.clusterNameFilter() == null || cluster.name.startsWith(request.clusterNameFilter()))
                        .map(cluster -> cluster.described(place.now()))
                        .toList())
                .build();
    }

    @Override
    public DescribeClusterV2Response describeClusterV2(DescribeClusterV2Request request) {
        return DescribeClusterV2Response.builder().clusterInfo(require(request.clusterArn()).described(place.now())).build();
    }

    @Override
    public GetBootstrapBrokersResponse getBootstrapBrokers(GetBootstrapBrokersRequest request) {
        StoredCluster cluster = require(request.clusterArn());
        ClusterState state = cluster.state(place.now());
        ClusterRules.refuse(!Set.of(ClusterState.ACTIVE, ClusterState.UPDATING).contains(state),
                "You can't get bootstrap broker nodes for a cluster in %s state.".formatted(state));
        return GetBootstrapBrokersResponse.builder().bootstrapBrokerStringSaslScram(cluster.scramBrokers(place)).build();
    }

    /** Not in any other state (https://github.com/hashicorp/terraform-provider-aws/issues/21918 shows the words). */
    @Override
    public DeleteClusterResponse deleteCluster(DeleteClusterRequest request) {
        StoredCluster cluster = require(request.clusterArn());
        ClusterState state = cluster.state(place.now());
        ClusterRules.refuse(!Set.of(ClusterState.ACTIVE, ClusterState.FAILED).contains(state),
                "You can't delete cluster in %s state.".formatted(state));
        changes.noteAt(cluster.remove(place));
        return DeleteClusterResponse.builder().clusterArn(cluster.arn).state(ClusterState.DELETING).build();
    }

    @Override
    public TagResourceResponse tagResource(TagResourceRequest request) {
        require(request.resourceArn()).tags.putAll(request.tags());
        return TagResourceResponse.builder().build();
    }

    @Override
    public BatchAssociateScramSecretResponse batchAssociateScramSecret(BatchAssociateScramSecretRequest request) {
        StoredCluster cluster = forSecrets(request.clusterArn(), request.secretArnList());
        return BatchAssociateScramSecretResponse.builder()
                .clusterArn(cluster.arn).unprocessedScramSecrets(scram.associate(cluster, request.secretArnList())).build();
    }

    @Override
    public BatchDisassociateScramSecretResponse batchDisassociateScramSecret(BatchDisassociateScramSecretRequest request) {
        StoredCluster cluster = forSecrets(request.clusterArn(), request.secretArnList());
        return BatchDisassociateScramSecretResponse.builder()
                .clusterArn(cluster.arn).unprocessedScramSecrets(scram.disassociate(cluster, request.secretArnList())).build();
    }

    private StoredCluster forSecrets(String arn, List<String> secrets) {
        ClusterRules.refuse(secrets.isEmpty() || secrets.size() > MOST_SECRETS, "You can specify 1 to 10 secrets.");
        StoredCluster cluster = requireIn(arn, ClusterState.ACTIVE);
        ClusterRules.refuse(!cluster.scramEnabled(), "SASL/SCRAM authentication is not enabled for this cluster.");
        return cluster;
    }

    @Override
    public ListScramSecretsResponse listScramSecrets(ListScramSecretsRequest request) {
        return ListScramSecretsResponse.builder().secretArnList(require(request.clusterArn()).secrets.keySet()).build();
    }

    @Override
    StoredCluster require(String arn) {
        return living().stream().filter(cluster -> cluster.arn.equals(arn)).findFirst().orElseThrow(
                () -> error(404, "NotFoundException", "The cluster %s does not exist.".formatted(arn)));
    }

    private List<StoredCluster> living() {
        return clusters.values().stream().filter(cluster -> !cluster.gone(place.now())).toList();
    }

    static AwsServiceException refused(String message) {
        return error(400, "BadRequestException", message);
    }

    static AwsServiceException error(int status, String code, String message) {
        return Errors.of("Kafka", status, code, message);
    }
}
