/**
 * An interpreter for exactly the part of the Amazon States Language that statemachine/ uses: JSONata, a class
 * for what a state does, run on the virtual clock. What it does not know it refuses when the machine is loaded, with the
 * JSON path of the field, so that nothing can work here and be ignored or refused on AWS.
 */
package dev.redkite.sandbox.states;
