package dev.redkite.contract.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

class VerdictsTest {

    @Test
    void every_known_difference_names_a_sentence_that_is_there_and_says_what_the_fake_does() {
        assertThat(Verdicts.differences().properties()).allSatisfy(difference -> {
            String[] names = difference.getKey().split("\\.");
            assertThatCode(() -> Class.forName(getClass().getPackageName() + "." + names[0]).getDeclaredMethod(names[1]))
                    .doesNotThrowAnyException();
            assertThat(difference.getValue().asText()).isNotBlank();
        });
    }
}
