package dev.redkite.stage;

/** What a retired stage left alone because it is somebody else's, in a sentence that names it. */
public record Untouched(String untouched) {}
