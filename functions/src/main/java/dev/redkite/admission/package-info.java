/** Whether a request may begin, and with which plan. */
@NullMarked
package dev.redkite.admission;

import org.jspecify.annotations.NullMarked;
