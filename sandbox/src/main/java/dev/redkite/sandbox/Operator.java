package dev.redkite.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.chart.Charts;
import dev.redkite.chart.Helm;
import dev.redkite.kubernetes.ClusterAccess;
import dev.redkite.outside.Deployment;
import dev.redkite.sandbox.aws.Call;
import dev.redkite.sandbox.aws.World;
import dev.redkite.sandbox.aws.cloudformation.FakeCloudFormationClient;
import dev.redkite.sandbox.aws.sqs.FakeSqsClient;
import dev.redkite.sandbox.lambda.FunctionDefinition;
import dev.redkite.sandbox.lambda.Stack;
import dev.redkite.stage.Json;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** The outside of a person with a command line, who is in the role {@code operator} and may do everything in the account. */
public final class Operator extends WorldOutside {

    /** The person's role. */
    public static final String ROLE = "operator";

    private static final String ANYTHING = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""";

    private Operator(World world, Charts charts) {
        super(world, charts, new Random(7));
    }

    /** In an account in which nothing of Redkite's need stand. */
    public static Operator in(World world, Charts charts) {
        world.iam().standing(ROLE, """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"%s"},"Action":"sts:AssumeRole"}]}"""
                .formatted(world.place().globalArn("iam", "root")), ANYTHING);
        return new Operator(world, charts);
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
        world.fake(FakeCloudFormationClient.class).deployed(stack.name(), status, types, names);
        return this;
    }

    private String role(Stack stack, FunctionDefinition function) {
        String name = function.roleArn().substring(function.roleArn().lastIndexOf('/') + 1);
        ObjectNode policy = Json.object().put("Version", "2012-10-17");
        policy.putArray("Statement").addAll(stack.statements(function.logicalId()));
        world.iam().standing(name, """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},\
                "Action":"sts:AssumeRole"}]}""", policy.toString());
        return name;
    }

    @Override
    public Deployment deployment() {
        return Deployment.of(Map.of("AWS_REGION", world.region()));
    }

    @Override
    public <C extends SdkClient> C aws(Class<C> type) {
        return world.client(type, this::identified);
    }

    private Object identified(Call call, Supplier<Object> service) {
        return call.toString().equals("Sts:GetCallerIdentity")
                ? GetCallerIdentityResponse.builder().account(world.account()).userId("AROASANDBOXOPERATOR01:somebody")
                        .arn(world.place().globalArn("sts", "assumed-role/%s/somebody".formatted(ROLE))).build()
                : service.get();
    }

    @Override
    public KubernetesClient kubernetes(ClusterAccess access) {
        throw new UnsupportedOperationException("the operator asks AWS alone");
    }

    @Override
    public Helm helm(ClusterAccess access) {
        throw new UnsupportedOperationException("the operator asks AWS alone");
    }
}
