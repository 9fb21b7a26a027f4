package dev.redkite.sandbox.doctor;

import dev.redkite.platform.Platform;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/**
 * What trials take, which cost cents.
 *
 * @param pause how time passes between looks
 * @param as    the same outside, in a role that was taken on
 */
public record Spending(Pause pause, Function<AwsSessionCredentials, Platform> as) {}
