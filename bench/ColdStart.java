import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.kafka.KafkaClient;
import software.amazon.awssdk.services.s3.S3Client;

/** A function's life up to its first answer, as Lambda begins it: made by its own constructor, and called once. */
public final class ColdStart {

    /** What everybody who writes a function in Java pays: one client of the SDK and one call. */
    public static final class Plain implements RequestStreamHandler {

        private final DynamoDbClient dynamoDb = DynamoDbClient.builder().httpClient(ApacheHttpClient.create()).build();

        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) {
            dynamoDb.getItem(request -> request.tableName("redkite").key(Map.of("environment", AttributeValue.fromS("demo"))));
        }
    }

    /** The least that Admission has to ask of AWS when somebody wants something new, and nothing else: no handler of its kind starts quicker. */
    public static final class Clients implements RequestStreamHandler {

        private final SdkHttpClient http = ApacheHttpClient.create();

        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) {
            DynamoDbClient.builder().httpClient(http).build()
                    .getItem(request -> request.tableName("redkite").key(Map.of("environment", AttributeValue.fromS("demo"))));
            Ec2Client.builder().httpClient(http).build().describeVpcs(request -> {});
            refused(() -> EksClient.builder().httpClient(http).build().describeCluster(request -> request.name("demo")));
            KafkaClient.builder().httpClient(http).build().listClustersV2(request -> {});
            refused(() -> S3Client.builder().httpClient(http).build().listObjectVersions(request -> request.bucket("redkite-demo").maxKeys(1)));
            EventBridgeClient.builder().httpClient(http).build().putEvents(request -> {});
        }

        private static void refused(Runnable call) {
            try {
                call.run();
            } catch (AwsServiceException e) {
                if (e.statusCode() != 404) {
                    throw e;
                }
            }
        }
    }

    /** @param arguments the handler's class, and a file with the event; prints CPU seconds of the process, and what came of it */
    public static void main(String[] arguments) throws Exception {
        RequestStreamHandler handler = (RequestStreamHandler) Class.forName(arguments[0]).getConstructor().newInstance();
        Context context = (Context) Proxy.newProxyInstance(ColdStart.class.getClassLoader(), new Class<?>[] {Context.class}, (_, _, _) -> null);
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        String outcome;
        try {
            handler.handleRequest(new ByteArrayInputStream(Files.readAllBytes(Path.of(arguments[1]))), output, context);
            outcome = output.toString();
        } catch (RuntimeException e) {
            outcome = e.toString();
        }
        String[] stat = Files.readString(Path.of("/proc/self/stat")).replaceAll("^.*\\) ", "").split(" ");
        System.out.println((Long.parseLong(stat[11]) + Long.parseLong(stat[12])) / 100.0);
        System.out.println(outcome.replace('\n', ' '));
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }
}
