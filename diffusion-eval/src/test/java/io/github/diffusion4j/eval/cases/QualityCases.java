package io.github.diffusion4j.eval.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.diffusion4j.eval.feature.DescriptorIdentity;
import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.eval.quality.Border;
import io.github.diffusion4j.eval.quality.ClipScore;
import io.github.diffusion4j.eval.quality.Cmmd;
import io.github.diffusion4j.eval.quality.Estimator;
import io.github.diffusion4j.eval.quality.FrechetDistance;
import io.github.diffusion4j.eval.quality.GaussianStatistics;
import io.github.diffusion4j.eval.quality.InceptionScore;
import io.github.diffusion4j.eval.quality.KernelDistance;
import io.github.diffusion4j.eval.quality.Overlap;
import io.github.diffusion4j.eval.quality.SlicedWasserstein;
import io.github.diffusion4j.eval.quality.VendiScore;
import io.github.diffusion4j.tensor.Engine;
import java.util.Arrays;
import java.util.Map;

/** The metrics of quality on a record's input. */
record QualityCases(Engine engine) {
  static final DescriptorIdentity RAW = DescriptorIdentity.of("raw", "");

  static Features features(CaseInput in, String key) {
    return Features.of(RAW, in.matrix(key));
  }

  Object frechet(CaseInput in) {
    if (in.has("cov")) {
      assertThat(in.text("cov", "")).as("covariance").isEqualTo("ddof=1");
    }
    if (in.has("x")) {
      return FrechetDistance.ofSamples(features(in, "x"), features(in, "y"), engine);
    }
    return FrechetDistance.between(gaussian(in, "1"), gaussian(in, "2"), engine);
  }

  private static GaussianStatistics gaussian(CaseInput in, String which) {
    double[] covariance =
        Arrays.stream(in.matrix("sigma" + which)).flatMapToDouble(Arrays::stream).toArray();
    return new GaussianStatistics(RAW, 0, in.vector("mu" + which), covariance);
  }

  Object statistics(CaseInput in) {
    in.explained("meaning");
    GaussianStatistics statistics = GaussianStatistics.of(features(in, "features"), engine);
    int d = statistics.dimensions();
    double[][] sigma = new double[d][];
    Arrays.setAll(sigma, i -> Arrays.copyOfRange(statistics.covariance(), i * d, (i + 1) * d));
    return Map.of("mu", statistics.mean(), "sigma", sigma);
  }

  Object kernelDistance(CaseInput in) {
    double gamma = "1/d".equals(in.text("gamma", "1/d")) ? 0 : in.number("gamma");
    int degree = in.has("degree") ? in.whole("degree") : 3;
    Estimator estimator =
        switch (in.text("estimator", "")) {
          case "unbiased" -> Estimator.UNBIASED;
          case "u-statistic" -> Estimator.U_STATISTIC;
          case "biased" -> Estimator.BIASED;
          default -> throw new AssertionError("estimator " + in.get("estimator"));
        };
    return new KernelDistance(degree, gamma, in.number("coef0", 1))
        .between(features(in, "x"), features(in, "y"), estimator);
  }

  Object inceptionScore(CaseInput in) {
    InceptionScore score = InceptionScore.of(in.matrix("p"), in.whole("splits"));
    return Map.of("mean", score.mean(), "std", score.deviation());
  }

  Object overlap(CaseInput in) {
    Border border =
        switch (in.text("compare", "")) {
          case "<" -> Border.OUTSIDE;
          case "<=" -> Border.INSIDE;
          default -> throw new AssertionError("compare " + in.get("compare"));
        };
    Overlap overlap =
        Overlap.real(features(in, "real"))
            .generated(features(in, "fake"))
            .measure(in.whole("k"), border);
    return Map.of(
        "precision", overlap.precision(),
        "recall", overlap.recall(),
        "density", overlap.density(),
        "coverage", overlap.coverage());
  }

  Object cmmd(CaseInput in) {
    if (in.has("estimator")) {
      assertThat(in.text("estimator", "")).as("estimator").startsWith("biased");
    }
    return new Cmmd(in.number("sigma", 10), in.number("scale", 1000))
        .between(features(in, "x"), features(in, "y"));
  }

  Object vendi(CaseInput in) {
    double order = "inf".equals(in.text("q", "")) ? Double.POSITIVE_INFINITY : in.number("q", 1);
    VendiScore score = new VendiScore(order);
    if (in.has("K")) {
      return score.ofKernel(in.matrix("K"), engine);
    }
    assertThat(in.text("kernel", "")).as("kernel").isEqualTo("exp-abs-diff");
    double[] samples = in.vector("samples");
    double[][] kernel = new double[samples.length][samples.length];
    for (int i = 0; i < samples.length; i++) {
      for (int j = 0; j < samples.length; j++) {
        kernel[i][j] = Math.exp(-Math.abs(samples[i] - samples[j]));
      }
    }
    return score.ofKernel(kernel, engine);
  }

  Object slicedApproximation(CaseInput in) {
    return SlicedWasserstein.approximate(features(in, "x"), features(in, "y"));
  }

  Object clipScore(CaseInput in) {
    Features image = Features.of(RAW, new double[][] {in.vector("image")});
    Features text = Features.of(RAW, new double[][] {in.vector("text")});
    return Map.of(
        "w100", new ClipScore(100).of(image, text)[0],
        "w2.5", new ClipScore(2.5).of(image, text)[0]);
  }
}
