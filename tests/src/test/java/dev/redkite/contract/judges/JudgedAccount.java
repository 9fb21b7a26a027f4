package dev.redkite.contract.judges;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.sfn.SfnClient;

/** An outside judge's account, through the SDK's own clients. Names are kept apart by behaviour and by process. */
record JudgedAccount(Judge judge, String behaviour) implements Account {

    static final String PASSES_ON = """
            {"QueryLanguage":"JSONata","StartAt":"Passes","States":{"Passes":{"Type":"Pass","End":true}}}""";

    private record Opened(Judge judge, Class<?> type) {}

    private static final Map<Opened, SdkClient> CLIENTS = new ConcurrentHashMap<>();

    @Override
    public <C extends SdkClient> C client(Class<C> type) {
        return type.cast(CLIENTS.computeIfAbsent(new Opened(judge, type), _ -> judge.client(type)));
    }

    @Override
    public String name(String stem) {
        return "%s-%08x-%d".formatted(stem, behaviour.hashCode(), ProcessHandle.current().pid());
    }

    @Override
    public void pass(Duration time) {}

    @Override
    public void table(String name, String key) {
        client(DynamoDbClient.class).createTable(request -> request.tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(element -> element.attributeName(key).keyType(KeyType.HASH))
                .attributeDefinitions(attribute -> attribute.attributeName(key).attributeType(ScalarAttributeType.S)));
    }

    @Override
    public void object(String bucket, String key) {
        client(S3Client.class).putObject(request -> request.bucket(bucket).key(key), RequestBody.fromString("."));
    }

    @Override
    public void upload(String bucket, String key) {
        client(S3Client.class).createMultipartUpload(request -> request.bucket(bucket).key(key));
    }

    @Override
    public void keepVersions(String bucket) {
        client(S3Client.class).putBucketVersioning(request -> request.bucket(bucket)
                .versioningConfiguration(versioning -> versioning.status(BucketVersioningStatus.ENABLED)));
    }

    @Override
    public void bus(String name) {
        client(EventBridgeClient.class).createEventBus(request -> request.name(name));
    }

    @Override
    public void scheduleGroup(String name) {
        client(SchedulerClient.class).createScheduleGroup(request -> request.name(name));
    }

    @Override
    public String machine(String name) {
        return client(SfnClient.class).createStateMachine(request -> request.name(name)
                .definition(PASSES_ON)
                .roleArn("arn:aws:iam::123456789012:role/states")).stateMachineArn();
    }
}
