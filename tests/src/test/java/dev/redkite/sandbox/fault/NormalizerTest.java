package dev.redkite.sandbox.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NormalizerTest {

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302})
    void a_certificate_drawn_by_chance_is_blotted_out_with_its_padding(int length) {
        String certificate = Base64.getEncoder().encodeToString("-".repeat(length).getBytes(StandardCharsets.US_ASCII));

        assertThat(Normalizer.of("{\"caBundle\":\"%s\"}".formatted(certificate))).isEqualTo("{\"caBundle\":\"#\"}");
    }

    @Test
    void what_is_assigned_to_a_numbered_name_is_still_compared() {
        assertThat(Normalizer.of("zone1=left zone2==right")).isEqualTo("#=left #==right");
    }

    @Test
    void words_without_a_digit_are_kept() {
        assertThat(Normalizer.of("subnet-0a1b of vpc in eu-west-1, data: c3Vi+x==")).isEqualTo("subnet-# of vpc in eu-west-#, data: #+x==");
    }
}
