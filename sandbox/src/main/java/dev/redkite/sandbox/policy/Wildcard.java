package dev.redkite.sandbox.policy;

/** AWS' patterns: an asterisk for any characters, a question mark for one. */
public final class Wildcard {

    private Wildcard() {}

    /** Whether it stands for anything but itself. */
    public static boolean isPattern(String text) {
        return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
    }

    public static boolean matches(String pattern, String value) {
        int at = 0;
        int asterisk = -1;
        int begun = 0;
        for (int read = 0; read < value.length(); ) {
            char wanted = at < pattern.length() ? pattern.charAt(at) : 0;
            if (wanted == '*') {
                asterisk = at++;
                begun = read;
            } else if (at < pattern.length() && (wanted == '?' || wanted == value.charAt(read))) {
                at++;
                read++;
            } else if (asterisk >= 0) {
                at = asterisk + 1;
                read = ++begun;
            } else {
                return false;
            }
        }
        return pattern.substring(at).chars().allMatch(rest -> rest == '*');
    }
}
