/** People's words, as they may be repeated and as they may have been meant. */
@NullMarked
package dev.redkite.text;

import org.jspecify.annotations.NullMarked;
