package dev.redkite.identity;

/** One IAM role. */
public record RoleFacts(String name, String arn) {}
