/** The HTTP API. */
@NullMarked
package dev.redkite.trigger.http;

import org.jspecify.annotations.NullMarked;
