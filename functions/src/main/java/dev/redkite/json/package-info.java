/** Records to JSON and back, and where a text is no JSON. */
@NullMarked
package dev.redkite.json;

import org.jspecify.annotations.NullMarked;
