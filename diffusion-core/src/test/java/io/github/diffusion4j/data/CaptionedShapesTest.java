package io.github.diffusion4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.diffusion4j.image.Image;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CaptionedShapesTest {
  private final CaptionedShapes training = CaptionedShapes.training(32, 3);
  private final CaptionedShapes heldOut = CaptionedShapes.heldOut(32, 3);

  @Test
  void captionsFollowOnePattern() {
    for (int i = 0; i < 500; i++) {
      assertThat(training.caption(i))
          .matches(
              "a (small|large) (red|green|blue|yellow|purple|orange) "
                  + "(circle|square|triangle|star|cross|ring) "
                  + "(at the (top|left|right|bottom)( left| right)?|in the centre) "
                  + "on a (black|grey|white) background");
      assertThat(training.caption(i)).contains(training.classes().get(training.label(i)));
    }
  }

  @Test
  void splitsShareEveryWordButNoScene() {
    Set<ShapeScene> seen = scenes(training);
    Set<ShapeScene> kept = scenes(heldOut);
    assertThat(kept).doesNotContainAnyElementsOf(seen).hasSizeBetween(200, 450);
    assertThat(seen.size() + kept.size()).isLessThanOrEqualTo(ShapeScene.COUNT);
    for (Set<ShapeScene> split : Set.of(seen, kept)) {
      assertThat(split.stream().map(ShapeScene::figure).distinct()).hasSize(6);
      assertThat(split.stream().map(ShapeScene::ink).distinct()).hasSize(6);
      assertThat(split.stream().map(ShapeScene::size).distinct()).hasSize(2);
      assertThat(split.stream().map(ShapeScene::place).distinct()).hasSize(9);
      assertThat(split.stream().map(ShapeScene::backdrop).distinct()).hasSize(3);
    }
  }

  private static Set<ShapeScene> scenes(CaptionedShapes shapes) {
    Set<ShapeScene> scenes = new HashSet<>();
    for (int i = 0; i < shapes.size(); i++) {
      scenes.add(shapes.scene(i));
    }
    return scenes;
  }

  @Test
  void everyNumberIsAnotherScene() {
    Set<ShapeScene> scenes = new HashSet<>();
    for (int number = 0; number < ShapeScene.COUNT; number++) {
      scenes.add(ShapeScene.of(number));
    }
    assertThat(scenes).hasSize(6 * 6 * 2 * 9 * 3);
  }

  @Test
  void picturesAreTheSameAgainAndAllDiffer() {
    CaptionedShapes again = CaptionedShapes.training(32, 3);
    Set<Image> pictures = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      assertThat(again.image(i)).isEqualTo(training.image(i));
      pictures.add(training.image(i));
    }
    assertThat(pictures).hasSize(1000);
    assertThat(training.image(3)).isSameAs(training.image(3)).isNotEqualTo(heldOut.image(3));
    assertThat(CaptionedShapes.training(32, 1).image(7))
        .isEqualTo(training.image(7).withChannels(1));
    assertThat(training.manifest()).isNotEqualTo(heldOut.manifest());
  }

  @Test
  void closeUpsShowEveryFigureInTheCentre() {
    CaptionedShapes closeUps = CaptionedShapes.closeUps(32, 3);
    for (int i = 0; i < 500; i++) {
      assertThat(closeUps.caption(i))
          .matches("a large \\w+ \\w+ in the centre on a \\w+ background");
    }
    assertThat(scenes(closeUps).stream().map(ShapeScene::figure).distinct()).hasSize(6);
    assertThat(scenes(closeUps).stream().map(ShapeScene::ink).distinct()).hasSize(6);
    assertThat(scenes(closeUps)).doesNotContainAnyElementsOf(scenes(heldOut));
    figuresStayInside(closeUps);
  }

  @Test
  void figuresStayInsideThePicture() {
    figuresStayInside(training);
  }

  private static void figuresStayInside(CaptionedShapes shapes) {
    for (int i = 0; i < 2000; i++) {
      Image image = shapes.image(i);
      for (int edge = 0; edge < 32; edge++) {
        for (int c = 0; c < 3; c++) {
          int corner = image.sample(0, 0, c);
          assertThat(image.sample(edge, 0, c)).as("picture %d", i).isEqualTo(corner);
          assertThat(image.sample(31, edge, c)).as("picture %d", i).isEqualTo(corner);
        }
      }
    }
  }

  @Test
  void distancesFollowTheOutlines() {
    assertThat(Figure.CIRCLE.distance(0, 0)).isCloseTo(-0.95, within(1e-12));
    assertThat(Figure.SQUARE.distance(0, 0)).isCloseTo(-0.7, within(1e-12));
    assertThat(Figure.SQUARE.distance(1.0, 1.1)).isCloseTo(0.5, within(1e-12));
    assertThat(Figure.RING.distance(0, 0)).isCloseTo(0.55, within(1e-12));
    assertThat(Figure.CROSS.distance(0.9, 0.2)).isCloseTo(-0.05, within(1e-12));
    assertThat(Figure.CROSS.distance(0.6, 0.6)).isCloseTo(0.3, within(1e-12));
    assertThat(Figure.TRIANGLE.distance(0, 0.6)).isCloseTo(0.1, within(1e-12));
    assertThat(Figure.STAR.distance(0, -0.9)).isNegative();
    assertThat(Figure.STAR.distance(0, 0.9)).isPositive();
  }
}
