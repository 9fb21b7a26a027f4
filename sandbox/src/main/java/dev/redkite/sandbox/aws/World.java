package dev.redkite.sandbox.aws;

import dev.redkite.sandbox.aws.acm.FakeAcmClient;
import dev.redkite.sandbox.aws.cloudformation.FakeCloudFormationClient;
import dev.redkite.sandbox.aws.cloudwatchlogs.FakeCloudWatchLogsClient;
import dev.redkite.sandbox.aws.dynamodb.FakeDynamoDbClient;
import dev.redkite.sandbox.aws.ec2.FakeEc2Client;
import dev.redkite.sandbox.aws.eks.FakeEksClient;
import dev.redkite.sandbox.aws.elasticloadbalancing.FakeElasticLoadBalancingV2Client;
import dev.redkite.sandbox.aws.eventbridge.FakeEventBridgeClient;
import dev.redkite.sandbox.aws.iam.FakeIamClient;
import dev.redkite.sandbox.aws.kafka.FakeKafkaClient;
import dev.redkite.sandbox.aws.kms.FakeKmsClient;
import dev.redkite.sandbox.aws.lambda.FakeLambdaClient;
import dev.redkite.sandbox.aws.resourcegroupstagging.FakeResourceGroupsTaggingApiClient;
import dev.redkite.sandbox.aws.route53.FakeRoute53Client;
import dev.redkite.sandbox.aws.s3.FakeS3Client;
import dev.redkite.sandbox.aws.scheduler.FakeSchedulerClient;
import dev.redkite.sandbox.aws.secretsmanager.FakeSecretsManagerClient;
import dev.redkite.sandbox.aws.servicequotas.FakeServiceQuotasClient;
import dev.redkite.sandbox.aws.sfn.FakeSfnClient;
import dev.redkite.sandbox.aws.sns.FakeSnsClient;
import dev.redkite.sandbox.aws.sqs.FakeSqsClient;
import dev.redkite.sandbox.aws.sts.FakeStsClient;
import dev.redkite.sandbox.time.VirtualClock;
import dev.redkite.sandbox.web.FakeWeb;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.VpcConfigResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kafka.KafkaClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.servicequotas.ServiceQuotasClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sts.StsClient;

/** One AWS account in one region, in memory: the fakes, what they share, and the doorway that every call to them passes. */
public final class World {

    /** What one request to AWS takes from inside a function, round trip. */
    public static final Duration CALL_LATENCY = Duration.ofMillis(80);

    /** Where time starts unless a test says otherwise. */
    public static final Instant START = Instant.parse("2026-11-24T09:00:00Z");

    private final AccountRegion place;
    private final Map<Class<?>, SdkClient> fakes = new LinkedHashMap<>();
    /** By the SDK's name of the client, without {@code Client}. */
    private final Map<String, FakeService> services = new HashMap<>();
    private final Map<Class<?>, SdkClient> doorways = new LinkedHashMap<>();
    private final List<CallInterceptor> interceptors = new ArrayList<>();
    private final List<Call> calls = new ArrayList<>();
    private final Map<String, AwsServiceException> refusals = new HashMap<>();

    private final FakeDynamoDbClient dynamoDb;
    private final FakeEc2Client ec2;
    private final FakeEksClient eks;
    private final FakeElasticLoadBalancingV2Client elasticLoadBalancing;
    private final FakeEventBridgeClient eventBridge;
    private final FakeIamClient iam;
    private final FakeKafkaClient kafka;
    private final FakeKmsClient kms;
    private final FakeCloudWatchLogsClient logs;
    private final FakeResourceGroupsTaggingApiClient resourceGroupsTagging;
    private final FakeRoute53Client route53;
    private final FakeS3Client s3;
    private final FakeSchedulerClient scheduler;
    private final FakeSecretsManagerClient secretsManager;
    private final FakeSfnClient sfn;
    private final FakeSnsClient sns;
    private final FakeWeb web = new FakeWeb();

    /** Where everything takes as long as is typical, and what was done shows at once. */
    public World(VirtualClock clock, String account, String region) {
        this(clock, account, region, Durations.typical(), Lag.none());
    }

    public World(VirtualClock clock, String account, String region, Durations durations, Lag lag) {
        place = AccountRegion.of(clock, account, region, durations, lag);
        FakeAcmClient acm = register(AcmClient.class, new FakeAcmClient(place));
        dynamoDb = register(DynamoDbClient.class, new FakeDynamoDbClient(place));
        ec2 = register(Ec2Client.class, new FakeEc2Client(place));
        iam = register(IamClient.class, new FakeIamClient(place));
        eks = register(EksClient.class, new FakeEksClient(place, iam, ec2));
        logs = register(CloudWatchLogsClient.class, new FakeCloudWatchLogsClient(place, eks));
        elasticLoadBalancing = register(ElasticLoadBalancingV2Client.class, new FakeElasticLoadBalancingV2Client(place, ec2, acm, iam));
        route53 = register(Route53Client.class, new FakeRoute53Client(place, ec2, elasticLoadBalancing));
        eventBridge = register(EventBridgeClient.class, new FakeEventBridgeClient(place));
        s3 = register(S3Client.class, new FakeS3Client(place));
        scheduler = register(SchedulerClient.class, new FakeSchedulerClient(place, iam));
        kms = register(KmsClient.class, new FakeKmsClient(place));
        secretsManager = register(SecretsManagerClient.class, new FakeSecretsManagerClient(place, kms));
        kafka = register(KafkaClient.class, new FakeKafkaClient(place, secretsManager, ec2));
        sfn = register(SfnClient.class, new FakeSfnClient());
        register(LambdaClient.class, new FakeLambdaClient());
        sns = register(SnsClient.class, new FakeSnsClient(place));
        register(StsClient.class, new FakeStsClient(place, iam));
        register(CloudFormationClient.class, new FakeCloudFormationClient(place));
        register(SqsClient.class, new FakeSqsClient());
        register(ServiceQuotasClient.class, new FakeServiceQuotasClient(place));
        resourceGroupsTagging =
                register(ResourceGroupsTaggingApiClient.class, new FakeResourceGroupsTaggingApiClient(
                        place, () -> standingServices().flatMap(FakeService::shelves)));
        resourceGroupsTagging.begin();
        eks.scalingMayUse(key -> kms.names(key, "role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling"));
    }

    /** Account 123456789012 in us-west-2 on a clock of its own. */
    public static World standing() {
        return new World(new VirtualClock(START), "123456789012", "us-west-2");
    }

    private <C extends SdkClient, T extends C> T register(Class<C> type, T fake) {
        fakes.put(type, fake);
        if (fake instanceof FakeService service) {
            services.put(service.serviceName(), service);
        }
        return fake;
    }

    public VirtualClock clock() {
        return place.clock();
    }

    public Instant now() {
        return place.now();
    }

    /** Where and when all services of this world are. */
    public AccountRegion place() {
        return place;
    }

    public String account() {
        return place.account();
    }

    public String region() {
        return place.region();
    }

    /** From now on GuardDuty's Runtime Monitoring is on in this account: it puts an endpoint of its own into every VPC with a cluster. */
    public void monitorRuntime() {
        eks.whenClusterActive(name -> {
            VpcConfigResponse where = eks.describeCluster(request -> request.name(name)).cluster().resourcesVpcConfig();
            ec2.addRuntimeMonitoring(where.vpcId(), where.subnetIds());
        });
    }

    /** AWS has raised, or lowered, what there may be; until then it is as a young account has it. */
    public void allow(Quotas quotas) {
        place.allowed().set(quotas);
    }

    /** The client to hand to a stage: checked against the model and seen by the interceptors. */
    public <C extends SdkClient> C client(Class<C> type) {
        return type.cast(doorways.computeIfAbsent(type, _ -> client(type, (_, service) -> service.get())));
    }

    /** The same for somebody who may not do everything: the gate decides about each call before its service hears of it. */
    public <C extends SdkClient> C client(Class<C> type, CallInterceptor gate) {
        if (!fakes.containsKey(type)) {
            throw new UnsupportedOperationException("the sandbox has no fake of " + type.getSimpleName());
        }
        return ClientProxy.to(type, type.cast(fakes.get(type)), place.partition().id(), this::pass, gate);
    }

    public FakeDynamoDbClient dynamoDb() {
        return dynamoDb;
    }

    public FakeEc2Client ec2() {
        return ec2;
    }

    public FakeEventBridgeClient eventBridge() {
        return eventBridge;
    }

    public FakeKafkaClient kafka() {
        return kafka;
    }

    public FakeKmsClient kms() {
        return kms;
    }

    public FakeCloudWatchLogsClient logs() {
        return logs;
    }

    public FakeSecretsManagerClient secretsManager() {
        return secretsManager;
    }

    public FakeSfnClient sfn() {
        return sfn;
    }

    public FakeSnsClient sns() {
        return sns;
    }

    /** A service itself, for whoever sets up what stands in it. */
    public <F extends SdkClient> F fake(Class<F> type) {
        return fakes.values().stream().filter(type::isInstance).map(type::cast).findFirst().orElseThrow();
    }

    /** What is not AWS. */
    public FakeWeb web() {
        return web;
    }

    public FakeElasticLoadBalancingV2Client elasticLoadBalancing() {
        return elasticLoadBalancing;
    }

    public FakeEksClient eks() {
        return eks;
    }

    public FakeIamClient iam() {
        return iam;
    }

    public FakeRoute53Client route53() {
        return route53;
    }

    public FakeS3Client s3() {
        return s3;
    }

    public FakeSchedulerClient scheduler() {
        return scheduler;
    }

    /**
     * Everything that stands in the account, by kind and name or id, with its tags: for comparing before and after. Keys
     * that await their deletion are left out, for nothing else can become of them.
     */
    public Map<String, Map<String, String>> inventory() {
        Map<String, Map<String, String>> inventory = new TreeMap<>();
        standingResources().forEach(each -> inventory.put(each.name(), each.tags()));
        return inventory;
    }

    Stream<StandingResource> standingResources() {
        return standingServices().flatMap(FakeService::standing);
    }

    Stream<FakeService> standingServices() {
        return Stream.of(ec2, eks, elasticLoadBalancing, iam, kafka, kms, logs, route53, s3, scheduler, secretsManager);
    }

    /** Every call so far, in order. */
    public List<Call> calls() {
        return List.copyOf(calls);
    }

    /** How many those are. */
    public int callCount() {
        return calls.size();
    }

    /** The calls that could have changed something; forgets all calls so far. */
    public List<String> takeChanges() {
        List<String> changes = calls.stream().filter(call -> !call.reads()).map(Call::toString).toList();
        calls.clear();
        return changes;
    }

    /**
     * What the service would answer, without anybody's noticing that it was asked.
     *
     * @throws software.amazon.awssdk.core.exception.SdkException as the service refuses
     */
    public Object look(Call read) {
        SdkClient fake = fakes.values().stream()
                .filter(each -> ClientProxy.service(each).equals(read.service()))
                .findFirst().orElseThrow();
        return ClientProxy.call(fake, read);
    }

    /** Every call of that name ({@code Kafka:CreateClusterV2}) is answered so, without an effect, until {@link #acceptsAgain}. */
    public void refuses(String call, AwsServiceException answer) {
        refusals.put(call, answer);
    }

    public void acceptsAgain(String call) {
        refusals.remove(call);
    }

    /** The newest interceptor stands outermost. */
    public void intercept(CallInterceptor interceptor) {
        interceptors.add(interceptor);
    }

    private Object pass(Call call, Supplier<Object> service) {
        calls.add(call);
        Supplier<Object> next = () -> answer(call, service);
        for (CallInterceptor interceptor : interceptors) {
            Supplier<Object> inner = next;
            next = () -> interceptor.around(call, inner);
        }
        return next.get();
    }

    /** The tagging service hears of every change, whatever becomes of the answer on its way. */
    private Object answer(Call call, Supplier<Object> service) {
        if (refusals.containsKey(call.toString())) {
            throw refusals.get(call.toString());
        }
        if (call.reads()) {
            return service.get();
        }
        Optional.ofNullable(services.get(call.service())).ifPresent(FakeService::noteCall);
        Object answer = service.get();
        resourceGroupsTagging.settle();
        return answer;
    }
}
