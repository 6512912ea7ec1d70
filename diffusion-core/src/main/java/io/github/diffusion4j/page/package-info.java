/**
 * Pages for a browser: one HTML file each that needs nothing else, runs no script but its own and
 * looks well by day and by night. Whatever text goes into one goes through {@link
 * io.github.diffusion4j.page.Html#escaped}.
 */
package io.github.diffusion4j.page;
