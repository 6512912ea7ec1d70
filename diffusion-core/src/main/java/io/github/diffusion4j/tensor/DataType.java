package io.github.diffusion4j.tensor;

/** The number type of a tensor's elements. */
public enum DataType {
  /** 32-bit IEEE 754: what networks train and sample in. */
  FLOAT32,
  /** 64-bit IEEE 754: what tests and references compute in. */
  FLOAT64
}
