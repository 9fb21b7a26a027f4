package dev.redkite.platform;

import java.net.URI;
import java.util.Map;

/** Sends to an address that no client of the SDK asks: a chat, a webhook, where CloudFormation waits for an answer. Follows no redirections, for what is sent may be confidential. */
public interface HttpSender {

    /** @param body empty when there is none */
    record Answer(int status, String body) {

        public boolean accepted() {
            return status >= 200 && status < 300;
        }
    }

    /** @throws dev.redkite.failure.Transient when the host cannot be reached or does not answer in time */
    Answer post(URI address, Map<String, String> headers, String body);

    /** As {@link #post}, with the method PUT. */
    default Answer put(URI address, Map<String, String> headers, String body) {
        throw new UnsupportedOperationException("this sender only posts");
    }
}
