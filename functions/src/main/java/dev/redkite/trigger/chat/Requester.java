package dev.redkite.trigger.chat;

/**
 * Who asks.
 *
 * @param requester as the registry keeps it, such as {@code slack:U2147483697}
 * @param key       tells this question from every other, and is the same when it is delivered again
 */
record Requester(String requester, String key) {

    static Requester inSlack(String user, String key) {
        return new Requester("slack:" + user, key);
    }
}
