/** Messages, and how Slack takes them. */
@NullMarked
package dev.redkite.slack;

import org.jspecify.annotations.NullMarked;
