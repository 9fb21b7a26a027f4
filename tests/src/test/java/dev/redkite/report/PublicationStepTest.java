package dev.redkite.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.announcement.EventPublisher;
import dev.redkite.deployment.Operation;
import dev.redkite.domain.DomainFacts;
import dev.redkite.environment.Plan;
import dev.redkite.environment.Scheme;
import dev.redkite.exposure.ExposureFacts;
import dev.redkite.failure.EnvironmentBusy;
import dev.redkite.json.Json;
import dev.redkite.registry.EnvironmentRecord.Failure;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.stage.Progress.Done;
import dev.redkite.storage.ObjectStorageFacts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PublicationStepTest {

    private static final Plan PLAN = plan(false);

    private static Plan plan(boolean authentication) {
        return plan(authentication, null);
    }

    private static Plan plan(boolean authentication, String certificate) {
        Plan.Milvus milvus = new Plan.Milvus("2.6.15", "5.0.19", "", Map.of(), null, false, authentication, null);
        return new Plan("demo", 1, "123456789012", "us-west-2", Map.of(), false, null, null, null,
                null, null, milvus, new Plan.Exposure(Scheme.INTERNAL, List.of(), null, List.of(), certificate),
                new Plan.Attu(true, "2.6.5", Scheme.INTERNAL, List.of(), certificate), null, new Plan.Cost(null, null, List.of(), List.of("secrets"), "2026-11-01"), List.of());
    }

    private final Told told = Told.byExecution("first");
    private final PublicationStep step = new PublicationStep(told.registry(), EventPublisher.of(told.platform()));

    private static PublicationSpec by(String execution) {
        return by(PLAN, execution);
    }

    private static PublicationSpec by(Plan plan, String execution) {
        return by(plan, execution, new DomainFacts(null, null, null));
    }

    private static PublicationSpec by(Plan plan, String execution, DomainFacts names) {
        return new PublicationSpec(plan, execution, new ExposureFacts("nlb.example", 19530, "http://alb.example"), names,
                new ObjectStorageFacts("bucket", "s3.us-west-2.amazonaws.com", "demo/g1"), Json.object().put("pods", 7));
    }

    private PublicationFacts published(String execution) {
        return ((Done<PublicationFacts>) step.run(by(execution))).facts();
    }

    @Test
    void says_where_root_s_login_is_where_milvus_asks_for_one() {
        PublicationFacts facts = ((Done<PublicationFacts>) step.run(by(plan(true), "first"))).facts();

        assertThat(facts.login()).isEqualTo("aws secretsmanager get-secret-value --region us-west-2"
                + " --secret-id redkite-demo-g1-milvus-root --query SecretString --output text");
        assertThat(facts.client())
                .isEqualTo("MilvusClient(uri=\"http://nlb.example:19530\", user=\"root\", password=password)");
        assertThat(published("first").login()).isNull();
    }

    @Test
    void says_how_to_reach_everything() {
        PublicationFacts facts = published("first");

        assertThat(facts.milvus()).isEqualTo("nlb.example:19530");
        assertThat(facts.attu()).isEqualTo("http://alb.example");
        assertThat(facts.kubeconfig()).isEqualTo("aws eks update-kubeconfig --region us-west-2 --name redkite-demo");
        assertThat(facts.bucket()).isEqualTo("bucket");
    }

    @Test
    void what_shows_a_certificate_is_reached_over_tls_by_the_name_that_it_is_for() {
        DomainFacts names = new DomainFacts("demo.milvus.example.com", "demo.attu.example.com", null);
        PublicationFacts facts = ((Done<PublicationFacts>) step.run(by(plan(false, "arn:aws:acm:one"), "first", names))).facts();

        assertThat(facts.client()).isEqualTo("MilvusClient(uri=\"https://demo.milvus.example.com:19530\")");
        assertThat(facts.attu()).isEqualTo("https://demo.attu.example.com");
    }

    @Test
    void the_registry_says_ready_and_is_free_again() {
        told.registry().fail("demo", Phase.FAILED, new Failure(Operation.provision, "first", 0, "StageBroken", "why"));
        told.admit("first");

        PublicationFacts facts = published("first");

        assertThat(told.record().phase()).isEqualTo(Phase.READY);
        assertThat(told.record().execution()).isNull();
        assertThat(told.record().failure()).isNull();
        assertThat(told.record().endpoints()).isEqualTo(Json.tree(facts));
    }

    @Test
    void the_bus_hears_of_it_with_the_probe_s_figures() {
        published("first");

        assertThat(told.events()).singleElement().satisfies(event -> {
            assertThat(event.bus()).isEqualTo("redkite");
            assertThat(event.source()).isEqualTo("redkite");
            assertThat(event.detailType()).isEqualTo("Environment Ready");
            assertThat(event.detail().path("environment").asText()).isEqualTo("demo");
            assertThat(event.detail().path("endpoints").path("probe").path("pods").asInt()).isEqualTo(7);
        });
    }

    @Test
    void may_be_said_twice() {
        assertThat(published("first")).isEqualTo(published("first"));

        assertThat(told.record().phase()).isEqualTo(Phase.READY);
    }

    @Test
    void an_execution_whose_lock_was_taken_over_publishes_nothing() {
        told.admit("second", "first");

        assertThatThrownBy(() -> published("first")).isInstanceOf(EnvironmentBusy.class);

        assertThat(told.record().execution()).isEqualTo("second");
        assertThat(told.record().phase()).isEqualTo(Phase.PROVISIONING);
    }

    /** The lock is free again, and what stands is another generation's: its end is not mine. */
    @Test
    void does_not_take_an_older_generation_s_end_for_its_own() {
        published("first");
        Plan plan = new Plan("demo", 2, "123456789012", "us-west-2", Map.of(), false, null, null, null,
                null, null, PLAN.milvus(), PLAN.exposure(), PLAN.attu(), null, PLAN.cost(), List.of());

        assertThatThrownBy(() -> step.run(by(plan, "second"))).isInstanceOf(EnvironmentBusy.class);

        assertThat(told.record().generation()).isEqualTo(1);
    }
}
