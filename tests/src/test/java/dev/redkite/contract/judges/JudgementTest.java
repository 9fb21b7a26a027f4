package dev.redkite.contract.judges;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class JudgementTest {

    private static final Optional<String> KNOWN = Optional.of("it is young");

    private static void agree() {}

    private static void differ() {
        throw new AssertionError("expected 1, found 2");
    }

    private static void know_nothing_of_it() {
        throw new UnsupportedOperationException("no such operation");
    }

    @Test
    void agreement_passes() {
        assertThatCode(() -> Judgement.hear("moto", Optional.empty(), JudgementTest::agree)).doesNotThrowAnyException();
    }

    @Test
    void a_difference_fails_as_it_is() {
        assertThatThrownBy(() -> Judgement.hear("moto", Optional.empty(), JudgementTest::differ))
                .isExactlyInstanceOf(AssertionError.class).hasMessage("expected 1, found 2");
    }

    @Test
    void a_difference_that_is_known_is_skipped_with_its_reason() {
        assertThatThrownBy(() -> Judgement.hear("moto", KNOWN, JudgementTest::differ))
                .isInstanceOf(TestAbortedException.class).hasMessage("known difference of moto: it is young");
        assertThatThrownBy(() -> Judgement.hear("moto", KNOWN, JudgementTest::know_nothing_of_it))
                .isInstanceOf(TestAbortedException.class);
    }

    @Test
    void a_known_difference_that_has_gone_fails_and_asks_to_be_taken_out() {
        assertThatThrownBy(() -> Judgement.hear("moto", KNOWN, JudgementTest::agree))
                .isExactlyInstanceOf(AssertionError.class)
                .hasMessageContaining("moto agrees now")
                .hasMessageContaining("differences.json")
                .hasMessageContaining("it is young");
    }

    @Test
    void every_service_of_the_sandbox_is_judged_or_said_not_to_be() throws IOException {
        Map<String, String> unjudged = Differences.unjudged();
        unjudged.forEach(Judge.judged(JudgementTest.class)::notJudged);
        Set<String> judged = clients("\\b(\\w+Client)\\.class",
                Path.of("src", "test", "java", "dev", "redkite", "contract", "judges"));
        Set<String> offered = clients("register\\((\\w+Client)\\.class", Path.of("..", "sandbox", "src", "main", "java"));

        assertThat(offered).hasSizeGreaterThan(15).allSatisfy(client ->
                assertThat(judged.contains(client)).as(client).isNotEqualTo(unjudged.containsKey(client)));
    }

    /** What CloudFormation made of the template is read by clients of which no behaviour is judged. */
    private static boolean isOfBehaviours(Path file) {
        return !file.getFileName().toString().startsWith("Deployed");
    }

    private static Set<String> clients(String pattern, Path directory) throws IOException {
        Set<String> clients = new TreeSet<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).filter(JudgementTest::isOfBehaviours).toList()) {
                Pattern.compile(pattern).matcher(Files.readString(file)).results().forEach(found -> clients.add(found.group(1)));
            }
        }
        return clients;
    }

    @Test
    void every_known_difference_names_a_behaviour_that_is_there_and_has_a_reason() {
        for (Map.Entry<String, JsonNode> judge : Differences.all().properties()) {
            for (Map.Entry<String, JsonNode> difference : judge.getValue().properties()) {
                String[] names = difference.getKey().split("\\.");
                assertThatCode(() -> Class.forName(getClass().getPackageName() + "." + names[0]).getDeclaredMethod(names[1]))
                        .as(difference.getKey()).doesNotThrowAnyException();
                assertThat(difference.getValue().asText()).as(difference.getKey()).isNotBlank();
            }
        }
    }
}
