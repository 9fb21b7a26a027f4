package dev.redkite.sandbox;

import dev.redkite.sandbox.helm.Renderings;
import dev.redkite.sandbox.lambda.Templates;

/** What sandboxes that are opened with the same one, one after another or at once, need not work out again. */
public record SandboxCache(Templates templates, Renderings renderings) {

    public SandboxCache() {
        this(new Templates(), new Renderings());
    }
}
