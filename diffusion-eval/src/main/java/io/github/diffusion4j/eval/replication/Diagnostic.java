package io.github.diffusion4j.eval.replication;

/**
 * A number that is printed beside the verdict, and never decides it.
 *
 * @param name the field's name of it
 * @param value of the generated pictures
 * @param heldOut the same of as many held-out pictures in their place, or null where there is no
 *     such number
 * @param unsuspicious what it is without copying
 * @param blindTo what it cannot see
 */
public record Diagnostic(
    String name, double value, Double heldOut, String unsuspicious, String blindTo) {}
