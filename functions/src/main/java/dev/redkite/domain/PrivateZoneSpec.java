package dev.redkite.domain;

import dev.redkite.environment.Names;
import dev.redkite.environment.Ownership;

/**
 * A zone of the environment's own.
 *
 * @param zone  its name
 * @param vpcId where it is known
 */
record PrivateZoneSpec(Names names, Ownership ownership, String zone, String vpcId) {

    PrivateZoneIdentity identity() {
        return new PrivateZoneIdentity(names, ownership, zone);
    }
}
