package dev.redkite.hostile;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Tag;

/** The door of {@link HostileChatTest}, with requests that Jazzer chooses by the code that they reach. */
@Tag("coverage-guided")
class CoverageGuidedChatTest {

    /** Ends with its process, of which it has one to itself. */
    private static final HostileChatTest DOOR = new HostileChatTest();

    @FuzzTest(maxDuration = "1m")
    void every_request_is_answered_in_words_for_people(FuzzedDataProvider data) {
        DOOR.tried(new Choices(data));
    }
}
