package dev.redkite.announcement;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.failure.Transient;
import dev.redkite.json.Json;
import dev.redkite.platform.AccountPlatform;
import dev.redkite.sandbox.aws.World;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;

class EventPublisherTest {

    /** @param failed how many EventBridge says that it did not take */
    private static void announce(Integer failed) {
        World world = World.standing();
        world.intercept((call, service) -> call.request() instanceof PutEventsRequest
                ? PutEventsResponse.builder().failedEntryCount(failed).entries(entry -> entry.errorCode("InternalFailure").errorMessage("not now")).build()
                : service.get());

        EventPublisher.of(new AccountPlatform(world)).announce("Stage Done", Json.object());
    }

    @Test
    void an_event_that_was_not_taken_is_worth_another_try_though_the_answer_is_200() {
        assertThatThrownBy(() -> announce(1)).isInstanceOf(Transient.class).hasMessage("EventBridge did not take the event Stage Done: not now");
    }

    @Test
    void an_event_that_was_taken_is_told() {
        assertThatCode(() -> announce(0)).doesNotThrowAnyException();
        assertThatCode(() -> announce(null)).doesNotThrowAnyException();
    }
}
