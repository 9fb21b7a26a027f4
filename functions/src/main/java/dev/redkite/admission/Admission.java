package dev.redkite.admission;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.catalog.Catalog;
import dev.redkite.catalog.ChartRelease;
import dev.redkite.deployment.Deployment;
import dev.redkite.domain.HostedZoneReview;
import dev.redkite.environment.AccountSnapshot;
import dev.redkite.environment.CurrentEnvironment;
import dev.redkite.environment.EnvironmentSpec;
import dev.redkite.environment.ExistingResources;
import dev.redkite.environment.Names;
import dev.redkite.environment.Plan;
import dev.redkite.environment.Planner;
import dev.redkite.environment.Planning;
import dev.redkite.environment.Preview;
import dev.redkite.environment.SpecificationReader.Reading;
import dev.redkite.environment.SpecificationReader;
import dev.redkite.failure.InvalidRequest;
import dev.redkite.failure.Violation;
import dev.redkite.milvus.OwnedKeys;
import dev.redkite.network.SubnetReview;
import dev.redkite.platform.Charts;
import dev.redkite.platform.Concurrency;
import dev.redkite.platform.Platform;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.registry.EnvironmentRecord;
import dev.redkite.sizing.Workload;
import dev.redkite.storage.BucketReview;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kafka.KafkaClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.servicequotas.ServiceQuotasClient;

/** From a request as it came in to a plan, or to the list of everything wrong with it. Changes nothing. */
public final class Admission {

    /**
     * Step Functions keeps 32,768 characters of an error's cause, in which Lambda wraps the message as JSON
     * (https://docs.aws.amazon.com/step-functions/latest/apireference/API_ExecutionFailedEventDetails.html).
     */
    private static final int LONGEST_MESSAGE = 20_000;

    private final AccountReader accountReader;
    private final EnvironmentReader environmentReader;
    private final Supplier<Headroom> headroom;
    private final SubnetReview subnets;
    private final Charts charts;
    private final Deployment deployment;
    private final Concurrency concurrency;
    private final Planner planner = new Planner(OwnedKeys::violations);

    public Admission(Platform platform) {
        Ec2Client ec2 = platform.aws(Ec2Client.class);
        EksClient eks = platform.aws(EksClient.class);
        KafkaClient kafka = platform.aws(KafkaClient.class);
        charts = platform.charts();
        deployment = platform.deployment();
        concurrency = platform::begin;
        EncryptionKeys keys = new EncryptionKeys(
                new BucketReview(platform.aws(S3Client.class)), () -> platform.aws(KmsClient.class), ec2, deployment);
        accountReader = new AccountReader(ec2, eks, kafka, keys,
                new HostedZoneReview(() -> platform.aws(Route53Client.class), deployment),
                new ServerCertificates(() -> platform.aws(AcmClient.class), () -> platform.aws(IamClient.class), deployment, platform.time()),
                concurrency, platform.time());
        environmentReader = new EnvironmentReader(ec2, eks, kafka);
        headroom = () -> headroom(platform, ec2, eks, kafka);
        subnets = new SubnetReview(ec2);
    }

    /** What asks two services more, once there is a plan to ask for. */
    private static Headroom headroom(Platform platform, Ec2Client ec2, EksClient eks, KafkaClient kafka) {
        ElasticLoadBalancingV2Client loadBalancing = platform.aws(ElasticLoadBalancingV2Client.class);
        ServiceQuotasClient quotas = platform.aws(ServiceQuotasClient.class);
        return new Headroom(plan -> AccountUsage.of(ec2, eks, kafka, loadBalancing, plan),
                () -> QuotaValues.of(quotas, loadBalancing), platform::begin);
    }

    /** @throws InvalidRequest naming every violation, one a line */
    public Plan plan(JsonNode document, int generation) {
        return preview(document, generation, null).plan();
    }

    /**
     * @param former what is registered of the environment, if something of it may stand
     * @throws InvalidRequest naming every violation, one a line
     * @throws dev.redkite.failure.StageBroken when a chart that it takes is not here, or not the pinned one
     */
    Preview preview(JsonNode document, int generation, @Nullable EnvironmentRecord former) {
        return checked(planned(document, generation, former), null);
    }

    /**
     * What was torn down to be made again, as it was wherever the specification leaves it open.
     *
     * @param removed as it was
     */
    Preview again(JsonNode document, int generation, EnvironmentRecord removed) {
        return checked(planned(document, generation, specification -> accountReader.snapshot(specification, null),
                () -> CurrentEnvironment.again(removed.plan())), null);
    }

    /**
     * The next life, for which the present one is torn down first.
     *
     * @param present as it is registered
     */
    Preview next(JsonNode document, EnvironmentRecord present) {
        return checked(planned(document, present.generation() + 1, specification -> accountReader.snapshot(specification, null),
                        () -> CurrentEnvironment.again(present.plan())),
                present.phase() == Phase.REMOVED ? null : present.findPlan().orElse(null));
    }

    /** What was planned once and stands, with the functions of today. */
    Preview resumed(Plan plan) {
        return checked(Preview.of(withCurrentPrincipals(plan)), null);
    }

    /** @param leaving what is torn down before */
    private Preview checked(Preview planned, @Nullable Plan leaving) {
        Preview preview = withHeadroom(planned, leaving);
        requireCharts(preview.plan());
        return preview;
    }

    /** As if what a specification was planned to be stood, and nothing else did. */
    Preview compared(@Nullable JsonNode former, Plan current, JsonNode document) {
        return planned(document, current.generation(),
                specification -> accountReader.snapshot(specification, null).running(current.cluster().kubernetesVersion()),
                () -> CurrentEnvironment.all(current, workload(former)));
    }

    /** What would only be missed when there is a cluster to install it in, and paid for. */
    private void requireCharts(Plan plan) {
        ChartRelease controller = Catalog.load().loadBalancerController();
        charts.require(controller.name(), controller.version(), controller.digest());
        charts.require("milvus", plan.milvus().chartVersion(), plan.milvus().chartDigest());
    }

    /** Without asking whether there is room for it, for what already stands. */
    Preview planned(JsonNode document, int generation, @Nullable EnvironmentRecord former) {
        Plan planned = former == null ? null : former.plan();
        return planned(document, generation, specification -> accountReader.snapshot(specification, planned),
                () -> former == null || planned == null ? CurrentEnvironment.NOTHING : standing(former, planned));
    }

    private Preview planned(JsonNode document, int generation, Function<EnvironmentSpec, AccountSnapshot> snapshot, Supplier<CurrentEnvironment> stands) {
        Reading reading = SpecificationReader.read(document);
        EnvironmentSpec specification = reading.specification().orElseThrow(() -> invalid(reading.violations()));
        return switch (planner.plan(specification, snapshot.apply(specification), generation, deployment, stands.get())) {
            case Planning.Planned(Preview preview) when reading.violations().isEmpty() -> preview;
            case Planning.Planned _ -> throw invalid(reading.violations());
            case Planning.Refused(List<Violation> more) -> throw invalid(reading.and(more));
        };
    }

    /** Once it was ready, its endpoints are registered. What the registry has lost was planned by nobody knows whom. */
    private CurrentEnvironment standing(EnvironmentRecord former, Plan planned) {
        return new CurrentEnvironment(former.findPlan().orElse(null), workload(former.specification()), found(planned.names(), former.endpoints() != null))
                .serving(served(former));
    }

    /** Where an earlier Redkite noted that it was ready, it said no version: what was planned came up, all of it at once. */
    private static @Nullable String served(EnvironmentRecord former) {
        return former.endpoints() == null ? null
                : former.endpoints().path("milvusVersion").asText(former.findPlan().map(plan -> plan.milvus().version()).orElse(null));
    }

    /** None where an earlier Redkite took what this one cannot read. */
    private static @Nullable Workload workload(@Nullable JsonNode specification) {
        return SpecificationReader.read(specification).specification().map(EnvironmentSpec::workload).orElse(null);
    }

    ExistingResources found(Names names, boolean everReady) {
        return environmentReader.find(names, everReady);
    }

    boolean stands(Names names) {
        return environmentReader.stands(names);
    }

    /** What stands against a plan in this account, which only its own figures can tell. */
    private Preview withHeadroom(Preview preview, @Nullable Plan leaving) {
        Plan plan = preview.plan();
        Unreadable unreadable = new Unreadable();
        Supplier<List<String>> reviewed = concurrency.begin(
                unreadable.or(List.of(), "The subnets were not judged", () -> subnets.violations(plan, leaving)));
        List<Violation> violations = new ArrayList<>(headroom.get().check(plan, unreadable));
        reviewed.get().forEach(sentence -> violations.add(new Violation("$.network.subnetIds", sentence)));
        if (!violations.isEmpty()) {
            throw invalid(violations);
        }
        return preview.with(unreadable.notes());
    }

    /** The functions' roles may be others than when the environment was planned, and what was an upgrade then is none now. */
    Plan withCurrentPrincipals(Plan plan) {
        return plan.withoutUpgrade().with(plan.cluster().withFunctionPrincipals(deployment.kubernetesPrincipals()));
    }

    static InvalidRequest invalid(List<Violation> violations) {
        StringBuilder message = new StringBuilder(
                violations.size() == 1 ? "1 violation in the request:" : violations.size() + " violations in the request:");
        for (int i = 0; i < violations.size(); i++) {
            String line = "\n- " + violations.get(i);
            if (message.length() + line.length() > LONGEST_MESSAGE) {
                message.append("\n… and %,d more".formatted(violations.size() - i));
                break;
            }
            message.append(line);
        }
        return new InvalidRequest(message.toString(), violations);
    }
}
