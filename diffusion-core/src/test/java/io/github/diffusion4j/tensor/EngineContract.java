package io.github.diffusion4j.tensor;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * What every engine must do.
 *
 * <p>Who writes an engine extends this and opens it; all the tests come along, under the name of
 * the class that extends it:
 *
 * <pre>{@code
 * class MyEngineTest extends EngineContract {
 *   protected Engine openEngine() {
 *     return new MyEngine();
 *   }
 * }
 * }</pre>
 *
 * <p>The parts are interfaces, one a concern. Until an engine can do everything, its test may
 * implement some of them and return a fresh engine from {@link EngineUnderTest#engine()}.
 *
 * <p>An operation joins by a case in its family ({@link OpCase#all()}) and its definition in the
 * reference engine; only what a case cannot say is written out here.
 */
public abstract class EngineContract
    implements OperationContract,
        EdgeContract,
        EmptyContract,
        LayoutContract,
        ScopeContract,
        UpdateContract,
        DeterminismContract,
        ErrorContract,
        CompositionContract,
        ResamplingContract {
  private Engine engine;

  /** Opens a new engine to test. */
  protected abstract Engine openEngine();

  @Override
  public final Engine engine() {
    return engine;
  }

  @BeforeEach
  final void open() {
    engine = openEngine();
  }

  @AfterEach
  final void close() {
    engine.close();
  }
}
