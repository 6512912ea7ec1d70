package io.github.diffusion4j.train;

import io.github.diffusion4j.cascade.Stage;
import io.github.diffusion4j.page.Page;
import io.github.diffusion4j.store.AtomicFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The page of a cascade, which leads to those of its stages. */
final class CascadePage {
  private CascadePage() {}

  static void write(Path folder, List<Stage> stages) {
    StringBuilder page = new StringBuilder("<section>\n<h2>Stages</h2>\n<table>\n");
    for (Stage stage : stages) {
      page.append(
          """
          <tr><th><a href="%s/training.html">%d x %d</a></th><td>%s</td></tr>
          """
              .formatted(stage.folder(), stage.size(), stage.size(), source(stage)));
    }
    page.append("</table>\n");
    page.append(
        "<p class=\"note\">A stage has its page from its first checkpoint on.</p>\n</section>\n");
    String whole = Page.of("Training of " + folder.getFileName(), page);
    byte[] content = whole.getBytes(StandardCharsets.UTF_8);
    AtomicFiles.write(folder.resolve("training.html"), content);
  }

  private static String source(Stage stage) {
    return stage.lowResolution() == null
        ? "drawn from noise"
        : "drawn from noise and the pictures of size " + stage.lowResolution().size();
  }
}
