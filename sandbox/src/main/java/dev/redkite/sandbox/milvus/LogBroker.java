package dev.redkite.sandbox.milvus;

import java.util.List;

/**
 * The message queue that every row and every deletion goes through before anything else: what is acknowledged is there, and for as long
 * as it is kept there, a process that starts reads it again (https://milvus.io/docs/four_layers.md, "Log broker").
 */
public interface LogBroker {

    void append(String channel, Message message);

    /** What is left of the channel for a process that starts, in the order that it was written in. */
    List<Message> read(String channel);

    /** Nobody will read it any more. */
    void drop(String channel);
}
