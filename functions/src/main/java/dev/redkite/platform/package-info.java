/** AWS, clusters, Helm and time, as arguments of whoever needs them. */
@NullMarked
package dev.redkite.platform;

import org.jspecify.annotations.NullMarked;
