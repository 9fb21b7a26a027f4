package dev.redkite.hostile;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Tag;

/** The door of {@link HostileSpecificationTest}, with requests that Jazzer chooses by the code that they reach. */
@Tag("coverage-guided")
class CoverageGuidedSpecificationTest {

    private final HostileSpecificationTest door = new HostileSpecificationTest();

    @FuzzTest(maxDuration = "1m")
    void every_request_is_answered_in_words_for_people(FuzzedDataProvider data) {
        door.tried(new Choices(data));
    }
}
