/**
 * Descriptors by networks in ONNX, run by ONNX Runtime on processors. Models are hostile until they
 * are checked; it is found by {@link java.util.ServiceLoader} and named by nobody.
 */
package io.github.diffusion4j.onnx;
