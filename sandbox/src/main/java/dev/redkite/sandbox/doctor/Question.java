package dev.redkite.sandbox.doctor;

import java.util.List;
import java.util.Map;

/**
 * Whether somebody may do some things to something.
 *
 * @param who       for people: a function's logical id, or the caller
 * @param principal ARN of its role, or of the user
 * @param resource  an ARN without wildcards; an asterisk for actions that know none
 * @param context   what conditions may ask, by key
 */
record Question(String who, String principal, List<String> actions, String resource, Map<String, List<String>> context) {}
