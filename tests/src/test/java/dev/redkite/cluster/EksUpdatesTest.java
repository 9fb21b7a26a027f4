package dev.redkite.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.environment.Ownership;
import dev.redkite.failure.ResourceFailed;
import dev.redkite.failure.StageBroken;
import dev.redkite.sandbox.aws.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.DescribeUpdateRequest;
import software.amazon.awssdk.services.eks.model.DescribeUpdateResponse;
import software.amazon.awssdk.services.eks.model.ErrorDetail;
import software.amazon.awssdk.services.eks.model.ListUpdatesRequest;
import software.amazon.awssdk.services.eks.model.ListUpdatesResponse;
import software.amazon.awssdk.services.eks.model.TagResourceRequest;
import software.amazon.awssdk.services.eks.model.TagResourceResponse;
import software.amazon.awssdk.services.eks.model.Update;
import software.amazon.awssdk.services.eks.model.UpdateStatus;
import software.amazon.awssdk.services.eks.model.UpdateType;

/** Earlier changes that EKS took back, read before another is sent. */
class EksUpdatesTest {

    private final World world = World.standing();
    private final List<Map<String, String>> remembered = new ArrayList<>();

    private static Update update(String id, int second, UpdateType type, UpdateStatus status, ErrorDetail... errors) {
        return Update.builder().id(id).type(type).status(status).createdAt(Instant.EPOCH.plusSeconds(second)).errors(errors).build();
    }

    private static Update failed(String id, int second, ErrorDetail... errors) {
        return update(id, second, UpdateType.VERSION_UPDATE, UpdateStatus.FAILED, errors);
    }

    private static Update succeeded(String id, int second) {
        return update(id, second, UpdateType.VERSION_UPDATE, UpdateStatus.SUCCESSFUL);
    }

    private void judge(Map<String, String> tags, Update... updates) {
        world.intercept((call, service) -> switch (call.request()) {
            case ListUpdatesRequest _ -> ListUpdatesResponse.builder().updateIds(Stream.of(updates).map(Update::id).toList()).build();
            case DescribeUpdateRequest request -> DescribeUpdateResponse.builder().update(Stream.of(updates)
                    .filter(each -> each.id().equals(request.updateId())).findFirst().orElseThrow()).build();
            case TagResourceRequest request -> {
                remembered.add(request.tags());
                yield TagResourceResponse.builder().build();
            }
            default -> service.get();
        });
        EksUpdates.ofCluster(world.client(EksClient.class), "redkite-demo").requireNoneFailed(UpdateType.VERSION_UPDATE, "Cluster demo", "arn:demo", tags);
    }

    @Test
    void where_nothing_was_changed_nothing_failed() {
        assertThatCode(() -> judge(Map.of())).doesNotThrowAnyException();
    }

    @Test
    void only_the_newest_change_counts_in_whatever_order_they_are_listed() {
        assertThatCode(() -> judge(Map.of(), failed("one", 1), succeeded("two", 2))).doesNotThrowAnyException();
        assertThatCode(() -> judge(Map.of(), succeeded("two", 2), failed("one", 1))).doesNotThrowAnyException();
    }

    @Test
    void a_change_of_another_kind_does_not_count() {
        assertThatCode(() -> judge(Map.of(), update("one", 1, UpdateType.CONFIG_UPDATE, UpdateStatus.FAILED))).doesNotThrowAnyException();
    }

    @Test
    void one_that_failed_is_told_with_what_eks_says_and_remembered() {
        assertThatThrownBy(() -> judge(Map.of(), succeeded("one", 1), failed("two", 2,
                ErrorDetail.builder().errorCode("NodeCreationFailure").errorMessage("no nodes").resourceIds("i-1", "i-2").build(),
                ErrorDetail.builder().errorCode("Unknown").errorMessage("why").build())))
                .isInstanceOf(ResourceFailed.class).hasMessageContaining("Cluster demo: the VersionUpdate of 1970-01-01T00:00:02Z failed, and it"
                        + " stayed as it was: NodeCreationFailure (no nodes) concerning i-1, i-2; Unknown (why)");
        assertThat(remembered).containsExactly(Map.of(Ownership.FAILED_UPDATE, "two"));
    }

    @Test
    void one_that_was_told_already_is_tried_again() {
        assertThatCode(() -> judge(Map.of(Ownership.FAILED_UPDATE, "two"), failed("two", 2))).doesNotThrowAnyException();
        assertThat(remembered).isEmpty();
    }

    @Test
    void two_that_failed_in_a_row_are_for_people() {
        assertThatThrownBy(() -> judge(Map.of(), failed("one", 1), failed("two", 2)))
                .isInstanceOf(StageBroken.class).hasMessageContaining("EKS gives no reason");
    }
}
