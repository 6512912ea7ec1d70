package io.github.diffusion4j.train;

import io.github.diffusion4j.cascade.Stage;
import io.github.diffusion4j.store.AtomicFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The page of a cascade, which leads to those of its stages. */
final class CascadePage {
  private CascadePage() {}

  static void write(Path folder, List<Stage> stages) {
    String title = Html.escaped("Training of " + folder.getFileName());
    StringBuilder page =
        new StringBuilder(
            """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="UTF-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta http-equiv="Content-Security-Policy"
              content="default-src 'none'; style-src 'unsafe-inline'"/>
            """);
    page.append("<title>").append(title).append("</title>\n<style>\n");
    page.append(PageStyle.CSS).append("</style>\n</head>\n<body>\n");
    page.append("<h1>").append(title).append("</h1>\n<section>\n<h2>Stages</h2>\n<table>\n");
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
    page.append("</body>\n</html>\n");
    byte[] content = page.toString().getBytes(StandardCharsets.UTF_8);
    AtomicFiles.write(folder.resolve("training.html"), content);
  }

  private static String source(Stage stage) {
    return stage.lowResolution() == null
        ? "drawn from noise"
        : "drawn from noise and the pictures of size " + stage.lowResolution().size();
  }
}
