package io.github.diffusion4j.tensor;

import static io.github.diffusion4j.tensor.OpCase.dims;
import static io.github.diffusion4j.tensor.Spatial.Sample.Outside.BORDER;
import static io.github.diffusion4j.tensor.Spatial.Sample.Outside.ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Other sizes, borders and crops. The numbers without another source were computed with PyTorch
 * 1.13 in double precision, from {@code x = arange(12).reshape(1, 1, 3, 4) ** 1.5}.
 */
public interface ResamplingContract extends EngineUnderTest {
  /** How far rounding may take a double; the numbers are given to as many places. */
  Offset<Double> PRINTED = within(1e-10);

  private Tensor x() {
    return counted(DataType.FLOAT64, 1, 1, 3, 4).power(1.5);
  }

  private Tensor grid() {
    double[] points = {-1, -1, 1, 1, 0, 0, 0.5, -0.25, -1.2, 0.3, 1.4, 1.1};
    return doubles(points).reshape(1, 2, 3, 2);
  }

  /** Each way of resampling, by the numbers that {@code Trial} draws. */
  static List<Trial> resamplings() {
    Windows.Filter cubic = Windows.Filter.BICUBIC;
    List<Trial> trials = new ArrayList<>();
    trials.add(of("nearest", x -> Resampling.nearest(x, 5, 2)));
    trials.add(of("bilinear, borders", x -> Resampling.bilinear(x, false, 2, 7)));
    trials.add(of("bilinear, corners", x -> Resampling.bilinear(x, true, 5, 3)));
    trials.add(of("antialiased", x -> Resampling.antialiased(x, cubic, 2, 6)));
    trials.add(of("pad", x -> Resampling.pad(x, 2, dims(1, 0), dims(0, 2))));
    trials.add(of("padReflect", x -> Resampling.padReflect(x, dims(2, 1), dims(1, 3))));
    for (boolean corners : new boolean[] {false, true}) {
      trials.add(
          Trial.of(
              "gridSample " + corners,
              in -> Resampling.gridSample(in.get(0), in.get(1), ZERO, corners),
              dims(2, 2, 3, 4),
              dims(2, 3, 2, 2)));
    }
    Indices images = Indices.of(1, 0, 1);
    trials.add(
        Trial.of(
            "roiAlign",
            in -> Resampling.roiAlign(in.get(0), in.get(1).affine(0.7, 2.3), images, 2, 3, 0.8, 2),
            dims(2, 2, 4, 5),
            dims(3, 4)));
    return trials;
  }

  private static Trial of(String name, UnaryOperator<Tensor> function) {
    return Trial.of(name, in -> function.apply(in.get(0)), dims(2, 2, 3, 4));
  }

  @ParameterizedTest
  @MethodSource("io.github.diffusion4j.tensor.ResamplingContract#resamplings")
  default void resamplingsHaveTheGradientsOfTheirValues(Trial trial) {
    trial.checkGradients(engine());
    double[] expected = trial.run(engine(), DataType.FLOAT64);
    trial.assertClose(trial.run(engine(), DataType.FLOAT32), expected, 3e-6);
    List<double[]> slopes = trial.gradients(engine(), DataType.FLOAT64);
    trial.assertClose(trial.gradients(engine(), DataType.FLOAT32), slopes, 2e-5);
  }

  @Test
  default void nearestRepeatsOrDropsPlaces() {
    Tensor x = counted(DataType.FLOAT64, 1, 1, 3, 4);
    assertThat(Resampling.nearest(x, 2, 6).toDoubles())
        .containsExactly(0, 0, 1, 2, 2, 3, 4, 4, 5, 6, 6, 7);
    assertThat(Resampling.nearest(x, 3, 4).toDoubles()).containsExactly(x.toDoubles());
    assertThat(Resampling.nearest(x, 6, 8).toDoubles())
        .containsExactly(x.upsampleNearest().toDoubles());
    assertThat(Resampling.nearest(x, 2).toDoubles()).containsExactly(0, 2, 4, 6, 8, 10);
  }

  @Test
  default void bilinearAgreesWithPyTorch() {
    assertThat(Resampling.bilinear(x(), false, 2, 6).toDoubles())
        .containsExactly(
            new double[] {
              2,
              2.772542485937,
              3.920163302851,
              5.420476626758,
              7.161367034564,
              8.527179111393,
              18.970562748477,
              21.007823860176,
              23.769456987469,
              26.666945049844,
              29.691768190116,
              31.992219314795
            },
            PRINTED);
    assertThat(Resampling.bilinear(x(), true, 2, 6).toDoubles())
        .containsExactly(
            new double[] {
              0,
              0.6,
              1.365685424949,
              2.462741699797,
              3.775517243930,
              5.196152422707,
              22.627416997970,
              25.250966799188,
              27.924555320337,
              30.698221281347,
              33.566815038574,
              36.482872693909
            },
            PRINTED);
  }

  @Test
  default void antialiasedAgreesWithPyTorch() {
    Tensor smaller = Resampling.antialiased(x(), Windows.Filter.BICUBIC, 2, 3);
    assertThat(smaller.shape()).isEqualTo(Shape.of(1, 1, 2, 3));
    assertThat(smaller.toDoubles())
        .containsExactly(
            new double[] {
              2.500396360819,
              5.075427320376,
              8.572810186759,
              18.582987153234,
              24.006580554029,
              29.852368988574
            },
            PRINTED);
    Tensor larger = Resampling.antialiased(x(), Windows.Filter.BICUBIC, 5, 6);
    assertThat(larger.slice(2, 0, 1).toDoubles())
        .containsExactly(
            new double[] {
              -0.658737140578,
              -0.310682384277,
              0.458639451673,
              1.606944055553,
              3.228092733145,
              4.339103475850
            },
            PRINTED);
  }

  @Test
  default void padsWithANumber() {
    Tensor x = counted(DataType.FLOAT64, 2, 2);
    assertThat(Resampling.pad(x, 9, dims(1, 0), dims(0, 2)).toDoubles())
        .containsExactly(9, 9, 9, 9, 0, 1, 9, 9, 2, 3, 9, 9);
    assertThat(Resampling.pad(x, 9, dims(1), dims(1)).toDoubles())
        .containsExactly(9, 0, 1, 9, 9, 2, 3, 9);
    assertThat(Resampling.pad(x, 9, dims(), dims()).toDoubles()).containsExactly(0, 1, 2, 3);
    assertThatThrownBy(() -> Resampling.pad(x, 0, dims(1), dims(1, 2)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("one of each for every dimension");
    assertThatThrownBy(() -> Resampling.pad(x, 0, dims(-1), dims(1)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("slice to take away");
  }

  @Test
  default void mirrorsWithoutRepeatingTheBorder() {
    Tensor x = counted(DataType.FLOAT64, 2, 3);
    assertThat(Resampling.padReflect(x, dims(2), dims(1)).toDoubles())
        .containsExactly(2, 1, 0, 1, 2, 1, 5, 4, 3, 4, 5, 4);
    assertThat(Resampling.padReflect(x, dims(1, 0), dims(1, 0)).toDoubles())
        .containsExactly(3, 4, 5, 0, 1, 2, 3, 4, 5, 0, 1, 2);
    assertThatThrownBy(() -> Resampling.padReflect(x, dims(3), dims(0)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("there are only 2 beyond the border");
  }

  @Test
  default void gridsAreReadAsPyTorchReadsThem() {
    double inside = 12.938639172099;
    assertThat(Resampling.gridSample(x(), grid(), ZERO, false).toDoubles())
        .containsExactly(
            new double[] {0, 9.120718173477, inside, 11.884982925820, 1.458233764909, 0}, PRINTED);
    assertThat(Resampling.gridSample(x(), grid(), ZERO, true).toDoubles())
        .containsExactly(
            new double[] {
              0, 36.482872693909, inside, 12.594666089975, 8.671757569574, 13.133834169807
            },
            PRINTED);
    assertThat(Resampling.gridSample(x(), grid(), BORDER, false).toDoubles())
        .containsExactly(
            new double[] {
              0, 36.482872693909, inside, 11.884982925820, 14.582337649086, 36.482872693909
            },
            PRINTED);
    assertThat(Resampling.gridSample(x(), grid(), BORDER, true).toDoubles())
        .containsExactly(
            new double[] {
              0, 36.482872693909, inside, 12.594666089975, 12.388225099391, 36.482872693909
            },
            PRINTED);
  }

  /** Bilinear readings of a plane are exact, so each place holds the plane at its middle. */
  @Test
  default void roiAlignOfAPlaneIsThePlane() {
    // 2 * row + column of 6 x 8 places, twice; the second picture is 100 higher.
    Tensor rows = counted(DataType.FLOAT64, 6, 1).multiply(2);
    Tensor plane = rows.add(counted(DataType.FLOAT64, 8));
    Tensor maps = Tensor.stack(0, plane, plane.add(100)).reshape(2, 1, 6, 8);
    Tensor boxes = doubles(4, 2, 12, 8, 2, 4, 14, 10).reshape(2, 4);
    Tensor result = Resampling.roiAlign(maps, boxes, Indices.of(1, 0), 2, 4, 0.5, 3);
    assertThat(result.shape()).isEqualTo(Shape.of(2, 1, 2, 4));
    double[] expected = new double[16];
    for (int i = 0; i < 16; i++) {
      int box = i / 8;
      // Half of the box's coordinates, and half a place less, as places are counted from middles.
      double left = (box == 0 ? 2 : 1) - 0.5;
      double right = (box == 0 ? 6 : 7) - 0.5;
      double top = (box == 0 ? 1 : 2) - 0.5;
      double bottom = (box == 0 ? 4 : 5) - 0.5;
      double row = top + (i / 4 % 2 + 0.5) * (bottom - top) / 2;
      double column = left + (i % 4 + 0.5) * (right - left) / 4;
      expected[i] = 2 * row + column + (box == 0 ? 100 : 0);
    }
    assertThat(result.toDoubles()).containsExactly(expected, PRINTED);
  }

  @Test
  default void roiAlignReadsTheBorderUpToOnePlaceBeyondAndZerosThere() {
    Tensor map = engine().full(8, Shape.of(1, 1, 2, 2), DataType.FLOAT64);
    // Readings across are at -1.75, -0.75 | 0.25, 1.25 | 2.25, 3.25.
    Tensor boxes = doubles(-1.75, 0.75, 4.25, 1.25).reshape(1, 4);
    Tensor result = Resampling.roiAlign(map, boxes, Indices.of(0), 1, 3, 1, 2);
    assertThat(result.toDoubles()).containsExactly(new double[] {4, 8, 0}, PRINTED);
  }

  @Test
  default void roiAlignOfNoBoxesIsEmpty() {
    Tensor none = Resampling.roiAlign(x(), doubles().reshape(0, 4), Indices.of(), 2, 3, 1, 2);
    assertThat(none.shape()).isEqualTo(Shape.of(0, 1, 2, 3));
  }

  @Test
  default void gridsAndBoxesThatDoNotFitAreNamed() {
    assertThatThrownBy(() -> Resampling.gridSample(x(), doubles(0).reshape(1, 1, 1, 1), ZERO, true))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("gridSample: grid [1, 1, 1, 1] does not fit [1, 1, 3, 4]");
    Tensor two = counted(DataType.FLOAT64, 2, 1, 1, 2);
    assertThatThrownBy(() -> Resampling.gridSample(x(), two, ZERO, true))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("with one N");
    Tensor numbered = counted(DataType.FLOAT64, 1, 5);
    assertThatThrownBy(() -> Resampling.roiAlign(x(), numbered, Indices.of(0), 1, 1, 1, 1))
        .isInstanceOf(ShapeException.class)
        .hasMessage("roiAlign: boxes [1, 5]: expected [R, 4], left, top, right and bottom");
  }

  @Test
  default void picturesKeepTheirSize() {
    Tensor x = x();
    for (Windows.Filter filter : Windows.Filter.values()) {
      assertThat(Resampling.antialiased(x, filter, 3, 4).toDoubles())
          .containsExactly(x.toDoubles(), PRINTED);
    }
    for (boolean corners : new boolean[] {false, true}) {
      assertThat(Resampling.bilinear(x, corners, 3, 4).toDoubles()).containsExactly(x.toDoubles());
    }
  }
}
