package dev.redkite.sandbox.kubernetes;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The disks that the EBS CSI driver makes and deletes. */
public interface CloudVolumes {

    /**
     * @param name the PersistentVolume's name; the same name means the same disk
     * @param parameters of the StorageClass, such as type and encrypted
     */
    record VolumeRequest(String name, String zone, long bytes, Map<String, String> parameters, Map<String, String> tags) {}

    /** Whether the driver's add-on runs; without it claims stay pending and disks stay. */
    boolean driverActive(Instant at);

    /** Makes the disk unless it exists: its id, such as {@code vol-0123456789abcdef0}; empty while that cannot be done. */
    Optional<String> ensure(VolumeRequest request, Instant at);

    /** Gives what is equal as long as these disks are where they were. */
    default Supplier<?> whereabouts(List<String> volumeIds) {
        return Object::new;
    }

    /** Attaches the disk to that machine only, or to none. */
    void attach(String volumeId, Optional<String> instanceId, Instant at);

    /** Deletes the disk; true once it is gone, false while something holds it. */
    boolean remove(String volumeId, Instant at);
}
