/** The storage class of the volumes. */
@NullMarked
package dev.redkite.storageclass;

import org.jspecify.annotations.NullMarked;
