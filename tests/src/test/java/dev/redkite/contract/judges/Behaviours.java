package dev.redkite.contract.judges;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.failure.AwsErrors;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkClient;

/**
 * Behaviours of one service that our stages rely on, each a sentence, written once against the SDK's client and held
 * against the sandbox's fakes and against an outside judge. What the judge is known to do otherwise stands in
 * differences.json, with the reason.
 */
@ParameterizedClass(name = "{0}")
@EnumSource(Bench.class)
@ExtendWith(Judgement.class)
abstract class Behaviours {

    @Parameter
    Bench bench;

    Account account;

    @BeforeEach
    void openAnAccount(TestInfo test) {
        account = switch (bench) {
            case FAKES -> new SandboxAccount();
            case OUTSIDE, CONTAINER -> new JudgedAccount(Judge.find(bench).orElse(null), test.getTestMethod().orElseThrow().getName());
        };
    }

    final <C extends SdkClient> C client(Class<C> type) {
        return account.client(type);
    }

    /** What the sandbox's services take until others see what they have made. */
    final void settle() {
        account.pass(Duration.ofSeconds(30));
    }

    final void refuses(String code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(AwsServiceException.class, error ->
                assertThat(error.awsErrorDetails().errorCode()).as(error.getMessage()).isEqualTo(code));
    }

    /** Where only the kind of refusal matters to us: many services have several codes for one. */
    final void refuses(AwsErrors.Kind kind, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(AwsServiceException.class, error ->
                assertThat(AwsErrors.kindOf(error)).as(error.getMessage()).isEqualTo(kind));
    }
}
