package dev.redkite.sandbox.aws;

import java.util.function.Supplier;
import java.util.stream.Stream;

/** A part of what stands in the account, and how often that may have changed. */
public record Shelf(Changes changes, Supplier<Stream<StandingResource>> content) {}
