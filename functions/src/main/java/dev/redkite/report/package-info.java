/** What is kept and published of an execution that ended. */
@NullMarked
package dev.redkite.report;

import org.jspecify.annotations.NullMarked;
