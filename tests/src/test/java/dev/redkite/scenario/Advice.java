package dev.redkite.scenario;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.sandbox.Sandbox;
import java.util.function.Consumer;

/** One of the moves that a message offers, in a form in which a test can make it; said are its words in the message. */
sealed interface Advice {

    String said();

    /** Something is done outside of Redkite, and then the execution is redriven. */
    record Cured(String said, Consumer<Sandbox> cure) implements Advice {}

    /** The request is sent again, with another specification, and whatever was wrong stays so. */
    record Amended(String said, Consumer<ObjectNode> change) implements Advice {}

    /** A recreate is asked for with another specification, in which what is wrong no longer matters. */
    record Recreated(String said, Consumer<ObjectNode> change) implements Advice {}
}
