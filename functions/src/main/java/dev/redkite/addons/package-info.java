/** EKS' add-ons. */
@NullMarked
package dev.redkite.addons;

import org.jspecify.annotations.NullMarked;
