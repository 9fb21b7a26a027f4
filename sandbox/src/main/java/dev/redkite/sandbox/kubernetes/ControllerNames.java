package dev.redkite.sandbox.kubernetes;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** How the AWS Load Balancer Controller names what it makes: by words, and ten digits of a hash. */
public final class ControllerNames {

    private ControllerNames() {}

    /**
     * @param hashed  what tells it from all others
     * @param longest of what is left of each word without what is neither letter nor digit
     */
    public static String of(String hashed, int longest, String... words) {
        StringBuilder name = new StringBuilder("k8s-");
        for (String word : words) {
            String letters = word.replaceAll("[^a-zA-Z0-9]", "");
            name.append(letters, 0, Math.min(longest, letters.length())).append('-');
        }
        String hash = UUID.nameUUIDFromBytes(hashed.getBytes(StandardCharsets.UTF_8)).toString().replace("-", "");
        return name.append(hash, 0, 10).toString();
    }
}
