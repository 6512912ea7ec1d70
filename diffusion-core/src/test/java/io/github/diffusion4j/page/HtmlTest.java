package io.github.diffusion4j.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HtmlTest {
  @Test
  void escapesWhatHtmlWouldRead() {
    assertThat(Html.escaped("<a href=\"x\" b='y'>&amp;</a>\n"))
        .isEqualTo("&lt;a href=&quot;x&quot; b=&#39;y&#39;&gt;&amp;amp;&lt;/a&gt;\n");
  }

  @Test
  void keepsTextOfAnyLanguageAndReplacesWhatIsNoText() {
    assertThat(Html.escaped("Blüte 花 😀")).isEqualTo("Blüte 花 😀");
    assertThat(Html.escaped("a\u0000b\u001bc\ud800d\uffff\u0085"))
        .isEqualTo("a\ufffdb\ufffdc\ufffdd\ufffd\ufffd");
  }
}
