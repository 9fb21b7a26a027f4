package dev.redkite.contract.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.contract.wire.Models.Operation;
import dev.redkite.failure.AwsErrors.Kind;
import dev.redkite.failure.AwsErrors;
import dev.redkite.lambda.AwsClients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Errors as services write them, read by the SDK, and what {@link AwsErrors} makes of them. */
class ErrorsContractTest {

    /** Every error that a model names for an operation that Redkite calls, with its kind. */
    private static final Path KINDS = Path.of("src", "test", "resources", "contract", "errors.txt");

    private static Loopback loopback;
    private static AwsClients clients;

    @BeforeAll
    static void start() throws IOException {
        loopback = new Loopback();
        clients = loopback.withoutRetries();
    }

    @AfterAll
    static void stop() {
        loopback.close();
    }

    private static AwsServiceException answered(Operation operation, int status, String code, String message) {
        loopback.answer(operation.protocol().error(status, code, message));
        return catchThrowableOfType(AwsServiceException.class,
                () -> Wire.call(clients.get(Wire.client(operation)), operation, Sample.filled(Wire.request(operation))));
    }

    @ParameterizedTest
    @CsvSource({
        "CloudWatchLogs,         DeleteLogGroup,            400, OperationAbortedException,    IN_USE",
        "Kms,                    DescribeKey,               400, NotFoundException,            ABSENT",
        "Kms,                    EnableKeyRotation,         400, KMSInvalidStateException,     IN_USE",
        "SecretsManager,         CreateSecret,              400, ResourceExistsException,      PRESENT",
        "Sfn,                    DescribeExecution,         400, ExecutionDoesNotExist,        ABSENT",
        "DynamoDb,               GetItem,                   400, ResourceNotFoundException,    ABSENT",
        "Kafka,                  UpdateSecurity,            404, NotFoundException,            ABSENT",
        "Kafka,                  CreateClusterV2,           403, ForbiddenException,           DENIED",
        "Eks,                    CreateCluster,             409, ResourceInUseException,       IN_USE",
        "Eks,                    UpdateClusterVersion,      400, InvalidStateException,        REFUSED",
        "Scheduler,              CreateSchedule,            409, ConflictException,            PRESENT",
        "S3,                     GetBucketTagging,          404, NoSuchTagSet,                 ABSENT",
        "S3,                     CreateBucket,              409, OperationAborted,             IN_USE",
        "Iam,                    CreateRole,                409, EntityAlreadyExists,          PRESENT",
        "Iam,                    CreateOpenIdConnectProvider, 400, OpenIdIdpCommunicationError, TRANSIENT",
        "ElasticLoadBalancingV2, DescribeTags,              400, TargetGroupNotFound,          ABSENT",
        "Ec2,                    DescribeVpcs,              400, InvalidVpcID.NotFound,        ABSENT",
        "Ec2,                    CreateVpc,                 400, VpcLimitExceeded,             QUOTA",
        "Ec2,                    CreateVpc,                 403, UnauthorizedOperation,        DENIED",
    })
    void what_a_service_answers_is_known_for_what_it_is(String service, String operation, int status, String code, Kind kind) {
        AwsServiceException error = answered(Models.operation(service, operation), status, code, "what it says");

        assertThat(error.awsErrorDetails().errorMessage()).isEqualTo("what it says");
        assertThat(AwsErrors.kindOf(error)).isEqualTo(kind);
    }

    @Test
    void a_quota_that_MSK_calls_forbidden_is_a_quota() {
        AwsServiceException error = answered(Models.operation("Kafka", "CreateClusterV2"), 403, "ForbiddenException",
                "The number of brokers in your account exceeds the limit.");

        assertThat(AwsErrors.kindOf(error)).isEqualTo(Kind.QUOTA);
    }

    @Test
    void a_denial_that_names_a_quota_is_a_denial() {
        AwsServiceException error = answered(Models.operation("Kafka", "CreateClusterV2"), 403, "ForbiddenException",
                "User: x is not authorized to perform: kafka:CreateClusterV2, which would exceed the limit of brokers");

        assertThat(AwsErrors.kindOf(error)).isEqualTo(Kind.DENIED);
    }

    @Test
    void what_S3_answers_to_HEAD_has_no_words_and_is_known_by_its_status() {
        assertThat(AwsErrors.kindOf(answered(Models.operation("S3", "HeadBucket"), 403, "", ""))).isEqualTo(Kind.DENIED);
        assertThat(AwsErrors.kindOf(answered(Models.operation("S3", "HeadBucket"), 404, "", ""))).isEqualTo(Kind.ABSENT);
    }

    /** An error that is new shows as a line here, and somebody has to decide. {@code -Dredkite.golden=renew} writes it anew. */
    @Test
    void no_error_that_a_model_names_has_come_by_a_kind_unseen() throws IOException {
        Map<String, String> lines = new TreeMap<>();
        Models.operations().forEach(operation -> operation.model().get("errors").forEach(error -> lines.computeIfAbsent(
                "%-22s %-45s ".formatted(operation.service(), error.get("code").asText()), _ -> kind(operation, error))));
        String text = lines.entrySet().stream().map(line -> line.getKey() + line.getValue() + "\n").collect(Collectors.joining());
        if ("renew".equals(System.getProperty("redkite.golden"))) {
            Files.writeString(KINDS, text);
        }

        assertThat(KINDS).as("give each new error its kind in AwsErrors, then renew with -Dredkite.golden=renew").hasContent(text);
    }

    private static String kind(Operation operation, JsonNode error) {
        return AwsErrors.kindOf(answered(operation, error.get("status").asInt(), error.get("code").asText(), "what it says")).name();
    }
}
