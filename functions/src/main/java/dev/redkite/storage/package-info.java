/** The bucket of the data. */
@NullMarked
package dev.redkite.storage;

import org.jspecify.annotations.NullMarked;
