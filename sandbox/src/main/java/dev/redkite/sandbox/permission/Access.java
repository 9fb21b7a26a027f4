package dev.redkite.sandbox.permission;

import java.util.Map;
import java.util.Set;

/**
 * One thing that a call asks IAM for.
 *
 * @param action   {@code ec2:DeleteVpc}
 * @param resource an ARN, with a wildcard where only its service knows the id; an asterisk for actions that know none
 * @param context  what conditions may ask besides tags of what stands, by key: {@code aws:RequestTag/…},
 *                 {@code iam:PassedToService}
 */
public record Access(String action, String resource, Map<String, Set<String>> context) {}
