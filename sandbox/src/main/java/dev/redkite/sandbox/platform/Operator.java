package dev.redkite.sandbox.platform;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.deployment.Deployment;
import dev.redkite.json.Json;
import dev.redkite.platform.Charts;
import dev.redkite.platform.ClusterAccess;
import dev.redkite.platform.Concurrency;
import dev.redkite.platform.Helm;
import dev.redkite.platform.HttpSender;
import dev.redkite.platform.MilvusReach;
import dev.redkite.platform.Platform;
import dev.redkite.sandbox.aws.Call;
import dev.redkite.sandbox.aws.Errors;
import dev.redkite.sandbox.aws.World;
import dev.redkite.sandbox.aws.cloudformation.FakeCloudFormationClient;
import dev.redkite.sandbox.aws.sqs.FakeSqsClient;
import dev.redkite.sandbox.aws.sts.FakeStsClient;
import dev.redkite.sandbox.lambda.FunctionDefinition;
import dev.redkite.sandbox.lambda.Stack;
import dev.redkite.sandbox.permission.PrincipalPermissions;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** The platform of a person with a command line, who is in the role {@code operator} and may do in the account what its policies say. */
public final class Operator extends WorldPlatform {

    /** The person's role. */
    public static final String ROLE = "operator";

    private static final String ANYTHING = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""";

    private final PrincipalPermissions permissions;
    private final String role;
    private final String session;
    private final BooleanSupplier expired;

    private Operator(World world, Charts charts, RandomGenerator random, PrincipalPermissions permissions, String role, String session, BooleanSupplier expired) {
        super(world, charts, random);
        this.permissions = permissions;
        this.role = role;
        this.session = session;
        this.expired = expired;
    }

    /** In an account in which nothing of Redkite's need stand, and may do everything there. */
    public static Operator in(World world, Charts charts) {
        return in(world, charts, ANYTHING);
    }

    /** @param policy all that the role allows */
    public static Operator in(World world, Charts charts, String policy) {
        world.iam().standing(ROLE, """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"%s"},"Action":"sts:AssumeRole"}]}"""
                .formatted(world.place().globalArn("iam", "root")), policy);
        return new Operator(world, charts, new Random(7), new PrincipalPermissions(world), ROLE,
                world.place().globalArn("sts", "assumed-role/%s/somebody".formatted(ROLE)), () -> false);
    }

    /** The same person's platform in a role that they have assumed. */
    public Platform as(AwsSessionCredentials credentials) {
        FakeStsClient sts = world.fake(FakeStsClient.class);
        FakeStsClient.Session taken = sts.session(credentials.accessKeyId()).orElseThrow();
        return new Operator(world, charts(), random(), permissions, taken.role(), taken.arn(), () -> sts.session(credentials.accessKeyId()).isEmpty());
    }

    /** What IAM was asked about for this person and granted. */
    public PrincipalPermissions permissions() {
        return permissions;
    }

    /**
     * The account holds that stack, with the roles of its functions as CloudFormation made them.
     *
     * @param depth how much lies in a queue, by its logical id
     */
    public Operator with(Stack stack, StackStatus status, ToIntFunction<String> depth) {
        Map<String, String> types = stack.resourceTypes();
        Map<String, String> names = new LinkedHashMap<>();
        types.keySet().forEach(id -> stack.findReference(id).ifPresent(name -> names.put(id, name)));
        stack.functions().forEach((id, function) -> names.put(id + "Role", role(stack, function)));
        types.forEach((id, type) -> {
            if (type.equals("AWS::SQS::Queue")) {
                world.fake(FakeSqsClient.class).standing(names.get(id), () -> depth.applyAsInt(id));
            }
        });
        world.fake(FakeCloudFormationClient.class).deployed(stack.name(), status, stack.parameters(), types, names);
        return this;
    }

    private String role(Stack stack, FunctionDefinition function) {
        String name = function.roleArn().substring(function.roleArn().lastIndexOf('/') + 1);
        ObjectNode policy = Json.object().put("Version", "2012-10-17");
        policy.putArray("Statement").addAll(stack.statements(function.logicalId()));
        world.iam().standing(name, """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},\
                "Action":"sts:AssumeRole"}]}""", policy.toString());
        world.iam().policies().attached(name, null, List.of(managed("service-role/AWSLambdaBasicExecutionRole"), managed("AWSXrayWriteOnlyAccess")));
        return name;
    }

    private String managed(String name) {
        return "arn:%s:iam::aws:policy/%s".formatted(world.place().partition().id(), name);
    }

    @Override
    public Deployment deployment() {
        return Deployment.of(Map.of("AWS_REGION", world.region()));
    }

    @Override
    public <C extends SdkClient> C aws(Class<C> type) {
        return world.client(type, this::identified);
    }

    /** STS is told who asks; everybody else asks IAM about him. */
    private Object identified(Call call, Supplier<Object> service) {
        if (expired.getAsBoolean()) {
            throw Errors.of(call.service(), 403, "ExpiredToken", "The security token included in the request is expired");
        }
        return switch (call.toString()) {
            case "Sts:GetCallerIdentity" -> GetCallerIdentityResponse.builder().account(world.account()).userId("AROASANDBOXOPERATOR01:somebody")
                    .arn(session).build();
            case "Sts:AssumeRole" -> world.fake(FakeStsClient.class).assumeRole((AssumeRoleRequest) call.request(), session);
            default -> permissions.of(role, session).around(call, service);
        };
    }

    @Override
    public <T> Supplier<T> begin(Supplier<T> call) {
        return Concurrency.inOrder(call);
    }

    @Override
    public KubernetesClient kubernetes(ClusterAccess access) {
        return refused();
    }

    @Override
    public Helm helm(ClusterAccess access) {
        return refused();
    }

    @Override
    public MilvusReach milvus() {
        return refused();
    }

    @Override
    public HttpSender http() {
        return refused();
    }

    @Override
    public String variable(String name) {
        return refused();
    }

    private static <T> T refused() {
        throw new UnsupportedOperationException("the operator asks AWS alone");
    }
}
