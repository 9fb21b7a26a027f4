package dev.redkite.domain;

import dev.redkite.environment.Names;
import dev.redkite.environment.Ownership;

/** What a zone of the environment's own is found by. */
record PrivateZoneIdentity(Names names, Ownership ownership, String zone) {

    /** Route 53 takes tags only once a zone stands, and this with the zone itself: it says whose the zone is. */
    String comment() {
        return ownership.description("Names of Milvus in " + names.region());
    }

    @Override
    public String toString() {
        return "Private zone " + zone;
    }
}
