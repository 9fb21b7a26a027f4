/** Helm releases, and what is read of their charts. */
@NullMarked
package dev.redkite.chart;

import org.jspecify.annotations.NullMarked;
