/**
 * AWS Lambda, EventBridge's rules and the template's wiring in the sandbox: whatever template.yaml says is what runs
 * here, so that the file that is deployed is the file that is tested.
 */
package dev.redkite.sandbox.lambda;
