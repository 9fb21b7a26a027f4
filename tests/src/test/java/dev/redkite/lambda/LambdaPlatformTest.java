package dev.redkite.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.platform.Platform;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;

class LambdaPlatformTest {

    private final Platform platform = new LambdaPlatform(Map.of(), AnonymousCredentialsProvider.create());

    @Test
    void calls_that_are_begun_are_made_beside_each_other() {
        CountDownLatch both = new CountDownLatch(2);
        Supplier<Boolean> meets = () -> {
            both.countDown();
            try {
                return both.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                return false;
            }
        };

        Supplier<Boolean> first = platform.begin(meets);
        Supplier<Boolean> second = platform.begin(meets);

        assertThat(first.get()).isTrue();
        assertThat(second.get()).isTrue();
    }

    @Test
    void what_a_call_throws_is_thrown_where_its_answer_is_asked_for() {
        Supplier<String> begun = platform.begin(() -> {
            throw new IllegalArgumentException("refused");
        });

        assertThatThrownBy(begun::get).isInstanceOf(IllegalArgumentException.class).hasMessage("refused");
    }
}
