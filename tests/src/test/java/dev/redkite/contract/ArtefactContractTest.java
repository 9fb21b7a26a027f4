package dev.redkite.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is built here is what is deployed: `sam build` packs the runtime dependencies of functions/ and no others. */
class ArtefactContractTest {

    private static final Pattern LEFT_OUT =
            Pattern.compile("<artifactId>([^<]+)</artifactId>\\s*<version>[^<]+</version>\\s*<scope>(provided|test|system)</scope>");

    /** Maven leaves out what they depend on too, even where something else needs it; annotations depend on nothing. */
    @Test
    void nothing_but_annotations_is_left_out_of_the_artefact() throws Exception {
        String pom = Files.readString(Path.of("..", "functions", "pom.xml"));

        assertThat(LEFT_OUT.matcher(pom).results().map(found -> found.group(1))).containsExactly("swagger-annotations");
        assertThat(pom.split("<scope>(provided|test|system)</scope>", -1)).as("scopes that the pattern has not seen").hasSize(2);
    }
}
