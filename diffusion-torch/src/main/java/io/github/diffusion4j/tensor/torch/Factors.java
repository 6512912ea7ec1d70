package io.github.diffusion4j.tensor.torch;

import io.github.diffusion4j.tensor.Factorisation;
import io.github.diffusion4j.tensor.Shape;
import java.util.List;
import org.bytedeco.pytorch.StringViewOptional;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Factors of matrices of doubles, by the LAPACK that LibTorch is linked to. */
final class Factors {
  private Factors() {}

  static List<double[]> of(Factorisation kind, Tensor matrix, Shape shape) {
    try {
      return switch (kind) {
        case EIGH -> eigh(matrix);
        case CHOLESKY -> cholesky(matrix, shape);
        case SVD -> svd(matrix);
      };
    } catch (RuntimeException failure) {
      String message = String.valueOf(failure.getMessage());
      if (message.contains("failed to converge")) {
        throw new ArithmeticException(
            kind.label()
                + ": the iteration did not converge on matrix "
                + shape
                + "; add a small number to its diagonal");
      }
      throw failure;
    }
  }

  private static List<double[]> eigh(Tensor matrix) {
    T_TensorTensor_T factors = torch.linalg_eigh(matrix);
    return List.of(Values.doubles(factors.get0()), Values.doubles(factors.get1()));
  }

  private static List<double[]> svd(Tensor matrix) {
    T_TensorTensorTensor_T factors = torch.linalg_svd(matrix, false, new StringViewOptional());
    return List.of(
        Values.doubles(factors.get0()),
        Values.doubles(factors.get1()),
        Values.doubles(factors.get2().transpose(0, 1)));
  }

  private static List<double[]> cholesky(Tensor matrix, Shape shape) {
    T_TensorTensor_T result = torch.linalg_cholesky_ex(matrix);
    int minor = result.get1().item_int();
    if (minor != 0) {
      throw new ArithmeticException(
          "cholesky: matrix "
              + shape
              + " is not positive definite: its leading minor of order "
              + minor
              + " is not positive; add a small number to its diagonal");
    }
    Tensor lower = result.get0();
    Tensor identity = torch.eye(shape.dim(0)).to(ScalarType.Double);
    Tensor inverse = torch.linalg_solve_triangular(lower, identity, false);
    return List.of(Values.doubles(lower), Values.doubles(inverse));
  }
}
