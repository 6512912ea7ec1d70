package io.github.diffusion4j.page;

/** How pages look, in light and in dark surroundings. */
final class PageStyle {
  static final String CSS =
      """
      :root {
        color-scheme: light dark;
        --page: #f6f7f9; --card: #ffffff; --edge: #e3e6ea;
        --ink: #1b1e23; --soft: #616975; --line: #2260d8; --dot: #7fa4ea;
        --good: #1a7f46; --look: #a86400; --stop: #b3261e;
      }
      @media (prefers-color-scheme: dark) {
        :root {
          --page: #121417; --card: #1b1e23; --edge: #30353c;
          --ink: #e9ebee; --soft: #9aa3af; --line: #7fb0ff; --dot: #4a6fae;
          --good: #5bc98a; --look: #f0b455; --stop: #ff8a80;
        }
      }
      * { box-sizing: border-box; }
      body {
        margin: 0 auto; padding: 2rem 1.25rem 3rem; max-width: 68rem;
        background: var(--page); color: var(--ink);
        font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif;
      }
      h1 { margin: 0 0 1.25rem; font-size: 1.6rem; line-height: 1.25; overflow-wrap: anywhere; }
      h2 { margin: 0 0 .75rem; font-size: 1.05rem; }
      section {
        margin: 0 0 1rem; padding: 1rem 1.25rem; background: var(--card);
        border: 1px solid var(--edge); border-radius: 10px;
      }
      .now {
        display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: .75rem;
      }
      .now div { display: flex; flex-direction: column; }
      .now span, figcaption, .note { color: var(--soft); font-size: .85rem; }
      .now b { font-size: 1.35rem; font-weight: 600; font-variant-numeric: tabular-nums; }
      .three {
        display: grid; grid-template-columns: repeat(auto-fit, minmax(17rem, 1fr)); gap: 1rem;
      }
      .three h2 { font-size: .95rem; margin-bottom: .25rem; }
      svg { display: block; width: 100%; height: auto; overflow: visible; }
      svg text { fill: var(--soft); font-size: 12px; font-variant-numeric: tabular-nums; }
      .wide { overflow-x: auto; }
      .wide svg { min-width: 40rem; }
      .grid { stroke: var(--edge); stroke-width: 1; fill: none; }
      .axis { stroke: var(--soft); stroke-width: 1; fill: none; }
      .dots {
        stroke: var(--dot); stroke-width: 3; stroke-linecap: round; stroke-opacity: .4; fill: none;
      }
      .line { stroke: var(--line); stroke-width: 2.25; stroke-linejoin: round; fill: none; }
      .end { fill: var(--line); }
      .samples {
        display: grid; grid-template-columns: repeat(auto-fill, minmax(14rem, 1fr)); gap: 1rem;
      }
      figure { margin: 0; }
      figure img {
        display: block; width: 100%; height: auto; border-radius: 6px; image-rendering: pixelated;
        background: var(--edge);
      }
      figcaption { margin-top: .35rem; font-variant-numeric: tabular-nums; }
      .note { margin: .5rem 0 0; }
      .bar { fill: var(--dot); }
      .verdict { border-left: 6px solid var(--good); }
      .verdict.look { border-left-color: var(--look); }
      .verdict.stop { border-left-color: var(--stop); }
      .verdict h2 { font-size: 1.35rem; margin: 0; }
      .verdict ul { margin: .75rem 0 0; padding-left: 1.2rem; }
      .verdict li + li { margin-top: .35rem; }
      .verdict .look b { color: var(--look); }
      .verdict .stop b { color: var(--stop); }
      .verdict .note { margin-left: 0; }
      .groups {
        display: grid; grid-template-columns: repeat(auto-fill, minmax(16rem, 1fr)); gap: 1rem;
        margin-top: .75rem;
      }
      .group {
        display: grid; grid-template-columns: repeat(auto-fill, minmax(6.5rem, 1fr)); gap: .6rem;
        align-content: start; padding: .6rem; border: 1px solid var(--edge); border-radius: 6px;
      }
      .group figcaption { overflow-wrap: anywhere; font-size: .75rem; line-height: 1.3; }
      .mosaic img { border-radius: 0; }
      table { width: 100%; border-collapse: collapse; font-size: .92rem; }
      tr + tr { border-top: 1px solid var(--edge); }
      th, td { padding: .4rem 0; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
      th { width: 14rem; padding-right: 1rem; color: var(--soft); font-weight: 400; }
      td { white-space: pre-wrap; }
      .wide-table thead th { width: auto; font-size: .85rem; }
      .wide-table tbody th { width: auto; color: var(--ink); font-weight: 600; }
      .wide-table thead th { overflow-wrap: normal; }
      .wide-table th, .wide-table td { padding-right: 1rem; font-variant-numeric: tabular-nums; }
      .wide-table tbody th { min-width: 8rem; }
      .wide-table td { overflow-wrap: break-word; }
      .wide-table td:last-child { overflow-wrap: anywhere; }
      @media (max-width: 44rem) {
        .wide-table, .wide-table tbody, .wide-table tr, .wide-table th, .wide-table td {
          display: block; width: 100%;
        }
        .wide-table thead { position: absolute; clip-path: inset(50%); height: 1px; width: 1px; }
        .wide-table tbody tr { padding: .4rem 0; }
        .wide-table tbody th, .wide-table td { padding: .1rem 0; }
        .wide-table td::before { content: attr(data-heading) ": "; color: var(--soft); }
        table:not(.wide-table) th, table:not(.wide-table) td { display: block; width: 100%; }
        table:not(.wide-table) th { padding-bottom: 0; }
        table:not(.wide-table) td { padding-top: 0; }
        section { padding: .9rem .9rem; }
        body { padding: 1.25rem .75rem 2rem; }
      }
      """;

  private PageStyle() {}
}
