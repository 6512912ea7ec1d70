package io.github.diffusion4j.eval.descriptor;

import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.ShapeException;
import io.github.diffusion4j.tensor.Tensor;
import java.util.function.BiPredicate;

/**
 * SSCD's loss of a batch of descriptors (Pizzi et al. 2022, section 4): views of one picture are to
 * be alike (InfoNCE), and all others spread out evenly (the Kozachenko-Leonenko estimate of
 * entropy).
 *
 * <p>With cosines s and temperature t, over pairs (i, j) of views of one picture and, for each, all
 * descriptors k of other pictures:
 *
 * <pre>
 * infoNce = -(1 / n) sum_(i,j) ln(exp(s_ij / t) / (exp(s_ij / t) + sum_k exp(s_ik / t) + 1e-6))
 * entropy = -weight * mean_i ln sqrt(max(2 - 2 max_k s_ik, 1e-6))
 * </pre>
 *
 * Duplicates among the batch's pictures count as different ones and are pushed apart.
 *
 * @param infoNce a scalar; gradients flow
 * @param entropy a scalar, weighted; gradients flow
 */
public record CopyLoss(Tensor infoNce, Tensor entropy) {
  private static final double SMALL = 1e-6;

  /**
   * Computes both parts, of views that show one picture each.
   *
   * @param descriptors {@code [n, d]}, rows of length 1
   * @param pictures which picture each row is a view of
   * @param temperature above 0, such as 0.05
   * @param entropyWeight 0 or more, such as 30, or 10 to start with
   * @throws ShapeException if descriptors are no matrix of as many rows as there are pictures
   * @throws IllegalArgumentException if the batch has no two views of a picture, a row without
   *     another picture to tell it from, or a number is outside
   */
  public static CopyLoss of(
      Tensor descriptors, int[] pictures, double temperature, double entropyWeight) {
    require(descriptors, pictures.length, temperature, entropyWeight);
    return of(descriptors, Masks.of(pictures), temperature, entropyWeight);
  }

  /**
   * Computes both parts, of views of which some are mixtures of several pictures. Two rows match if
   * they show a picture in common; of a row with several matches the mean over them counts.
   *
   * @param descriptors {@code [n, d]}, rows of length 1
   * @param shown which pictures each row shows, at least one
   * @param temperature above 0, such as 0.05
   * @param entropyWeight 0 or more, such as 30, or 10 to start with
   * @throws ShapeException if descriptors are no matrix of as many rows as are told of
   * @throws IllegalArgumentException if the batch has no two rows that match, a row that matches
   *     all, or a number is outside
   */
  public static CopyLoss of(
      Tensor descriptors, int[][] shown, double temperature, double entropyWeight) {
    require(descriptors, shown.length, temperature, entropyWeight);
    return of(descriptors, Masks.of(shown), temperature, entropyWeight);
  }

  private static void require(
      Tensor descriptors, int views, double temperature, double entropyWeight) {
    if (descriptors.shape().rank() != 2 || descriptors.shape().dim(0) != views) {
      throw new ShapeException(
          "descriptors are "
              + descriptors.shape()
              + " of "
              + views
              + " views; expected [views, features]");
    }
    if (!(temperature > 0 && entropyWeight >= 0)) {
      throw new IllegalArgumentException(
          "temperature %s and entropy weight %s; the first is above 0, the second 0 or more"
              .formatted(temperature, entropyWeight));
    }
  }

  private static CopyLoss of(
      Tensor descriptors, Masks masks, double temperature, double entropyWeight) {
    int n = masks.rows;
    Engine engine = descriptors.engine();
    DataType type = descriptors.type();
    Tensor others = engine.tensor(masks.others, Shape.of(n, n), type);
    Tensor matches = engine.tensor(masks.matches, Shape.of(n, n), type);
    Tensor cosines = descriptors.matMul(descriptors, false, true);
    return new CopyLoss(
        infoNce(cosines.multiply(1 / temperature), matches, others, 1.0 / n),
        entropy(cosines, others, entropyWeight));
  }

  /** Shifted by each row's largest, so that small temperatures do not overflow. */
  private static Tensor infoNce(Tensor logits, Tensor matches, Tensor others, double share) {
    Tensor largest = logits.max(1).detach();
    Tensor shifted = logits.subtract(largest);
    Tensor powers = shifted.exp();
    Tensor small = largest.negate().exp().multiply(SMALL);
    Tensor rest = powers.multiply(others).sum(1).add(small);
    Tensor losses = powers.add(rest).log().subtract(shifted);
    return losses.multiply(matches).sum().multiply(share);
  }

  private static Tensor entropy(Tensor cosines, Tensor others, double weight) {
    // What is no other picture is moved below every cosine.
    Tensor nearest = cosines.add(others.affine(4, -4)).max(1);
    Tensor squared = nearest.affine(-2, 2).clamp(SMALL, Float.MAX_VALUE);
    return squared.log().mean().multiply(-0.5 * weight);
  }

  /** Which pairs are views of one picture, and how much each counts, and which are of two. */
  private static final class Masks {
    final int rows;
    final double[] matches;
    final double[] others;

    private Masks(int n, BiPredicate<Integer, Integer> match, boolean mean) {
      rows = n;
      matches = new double[n * n];
      others = new double[n * n];
      boolean matched = false;
      for (int i = 0; i < n; i++) {
        int same = 0;
        for (int j = 0; j < n; j++) {
          boolean together = match.test(i, j);
          matches[i * n + j] = together && i != j ? 1 : 0;
          others[i * n + j] = together ? 0 : 1;
          same += together ? 1 : 0;
        }
        if (same == n) {
          throw new IllegalArgumentException(
              "a view has a picture in common with all "
                  + n
                  + " views; a batch holds at least two pictures, and more with mixtures");
        }
        matched |= same > 1;
        for (int j = 0; mean && same > 1 && j < n; j++) {
          matches[i * n + j] /= same - 1;
        }
      }
      if (!matched) {
        throw new IllegalArgumentException(
            "no two of " + n + " views are of one picture; give each picture at least two views");
      }
    }

    static Masks of(int[] pictures) {
      return new Masks(pictures.length, (i, j) -> pictures[i] == pictures[j], false);
    }

    static Masks of(int[][] shown) {
      return new Masks(shown.length, (i, j) -> i.equals(j) || meet(shown[i], shown[j]), true);
    }

    private static boolean meet(int[] some, int[] others) {
      for (int one : some) {
        for (int other : others) {
          if (one == other) {
            return true;
          }
        }
      }
      return false;
    }
  }
}
