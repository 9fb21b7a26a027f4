package dev.redkite.outside;

import java.net.URI;
import java.util.Map;

/** Posts to a host that is not AWS': a chat, a webhook. Follows no redirections, for what is sent may be confidential. */
public interface HttpSender {

    /** @param body empty when there is none */
    record Answer(int status, String body) {

        public boolean accepted() {
            return status >= 200 && status < 300;
        }
    }

    /** @throws dev.redkite.failure.Transient when the host cannot be reached or does not answer in time */
    Answer post(URI address, Map<String, String> headers, String body);
}
