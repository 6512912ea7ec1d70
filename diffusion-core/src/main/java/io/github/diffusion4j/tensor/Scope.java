package io.github.diffusion4j.tensor;

/**
 * Owns the memory of every tensor that its thread makes while it is the innermost open scope.
 *
 * <p>Closing it frees them; using one afterwards is an {@link IllegalStateException}, not a crash.
 * Scopes nest and close in reverse order, on the thread that opened them:
 *
 * <pre>{@code
 * try (Scope step = engine.scope()) {
 *   Tensor loss = ...;
 *   engine.gradients(loss, parameters);
 * }
 * }</pre>
 */
public interface Scope extends AutoCloseable {
  /**
   * Hands a tensor of this scope to the enclosing one (or to the engine, if there is none), so that
   * it survives this scope. A kept tensor no longer carries gradients.
   *
   * @return the same tensor
   */
  Tensor keep(Tensor tensor);

  /** Frees what this scope owns. Closing twice does nothing. */
  @Override
  void close();
}
