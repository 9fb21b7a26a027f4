/** Releases, prices and charts that Redkite knows. */
@NullMarked
package dev.redkite.catalog;

import org.jspecify.annotations.NullMarked;
