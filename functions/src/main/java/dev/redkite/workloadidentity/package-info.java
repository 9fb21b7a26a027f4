/** The roles of service accounts. */
@NullMarked
package dev.redkite.workloadidentity;

import org.jspecify.annotations.NullMarked;
