/** IAM roles and their policies. */
@NullMarked
package dev.redkite.identity;

import org.jspecify.annotations.NullMarked;
