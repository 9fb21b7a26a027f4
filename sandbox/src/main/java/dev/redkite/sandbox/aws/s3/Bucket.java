package dev.redkite.sandbox.aws.s3;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import software.amazon.awssdk.services.s3.model.BucketLifecycleConfiguration;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionConfiguration;

/** One bucket, its settings and what lies in it. */
final class Bucket {

    /** The id of the one version that an object has in a bucket without versioning. */
    static final String UNVERSIONED = "null";

    /** @param deleteMarker what hides the versions below it; it has no size */
    record Version(String key, String id, Content content, boolean deleteMarker, boolean latest, Instant made) {

        long size() {
            return content.size();
        }
    }

    record Upload(String key, String id, Instant begun) {}

    Map<String, String> tags = new TreeMap<>();
    PublicAccessBlockConfiguration publicAccess;
    ServerSideEncryptionConfiguration encryption;
    BucketLifecycleConfiguration lifecycle;
    String policy;
    boolean versioned;

    /** Under which keys others may keep what they like. */
    Predicate<String> lent = _ -> false;

    /** Newest first, by key. */
    private final SortedMap<String, Deque<Version>> objects = new TreeMap<>();

    private final List<Upload> uploads = new ArrayList<>();

    /** Settings and objects that are its owner's as text, for comparing before and after. */
    String content() {
        SortedMap<String, Deque<Version>> own = new TreeMap<>(objects);
        own.keySet().removeIf(lent);
        return "%s, %s, %s, %s, versioned %s, %s, %s".formatted(publicAccess, encryption, lifecycle, policy, versioned, own,
                uploads.stream().filter(upload -> !lent.test(upload.key())).toList());
    }

    /** Whether that switch of its block of public access is on. */
    boolean blocks(Function<PublicAccessBlockConfiguration, Boolean> which) {
        return publicAccess != null && Boolean.TRUE.equals(which.apply(publicAccess));
    }

    boolean empty() {
        return objects.isEmpty() && uploads.isEmpty();
    }

    void put(String key, String id, Content content, Instant now) {
        add(new Version(key, versioned ? id : UNVERSIONED, content, false, true, now));
    }

    private void add(Version version) {
        Deque<Version> versions = objects.computeIfAbsent(version.key(), _ -> new ArrayDeque<>());
        versions.removeIf(present -> present.id().equals(version.id()));
        versions.addFirst(version);
    }

    /** Hides an object where versions are kept; where they are not, it goes. */
    void hide(String key, String markerId, Instant now) {
        if (versioned) {
            add(new Version(key, markerId, new Content(0, null), true, true, now));
        } else {
            remove(key, UNVERSIONED);
        }
    }

    /** For good; what is not there is taken for removed. */
    void remove(String key, String id) {
        objects.computeIfPresent(key, (_, versions) -> {
            versions.removeIf(version -> version.id().equals(id));
            return versions.isEmpty() ? null : versions;
        });
    }

    /** By key, newest first. */
    List<Version> versions(String prefix) {
        return objects.entrySet().stream()
                .filter(object -> object.getKey().startsWith(prefix))
                .flatMap(object -> object.getValue().stream().map(version -> new Version(version.key(), version.id(),
                        version.content(), version.deleteMarker(), version == object.getValue().peekFirst(), version.made())))
                .toList();
    }

    /** As somebody reads it who names no version. */
    Optional<Content> find(String key) {
        return Optional.ofNullable(objects.get(key)).map(Deque::getFirst).filter(version -> !version.deleteMarker()).map(Version::content);
    }

    /** By key, oldest first. */
    List<Upload> uploads(String prefix) {
        return uploads.stream().filter(upload -> upload.key().startsWith(prefix)).toList();
    }

    void begin(Upload upload) {
        int after = (int) uploads.stream().filter(present -> present.key().compareTo(upload.key()) <= 0).count();
        uploads.add(after, upload);
    }

    boolean abort(String key, String id) {
        return uploads.removeIf(upload -> upload.key().equals(key) && upload.id().equals(id));
    }
}
