/**
 * Data sets: pictures of one size held in memory, with their classes, captions and a manifest that
 * tells whether they changed.
 *
 * <p>{@link io.github.diffusion4j.data.Datasets#open} reads IDX files, folders of pictures and ZIP
 * archives of them, or draws the built-in shapes. Whatever is read may be hostile: declared numbers
 * are checked against the file before memory is taken for them, names in archives and links in
 * folders lead nowhere outside, and what cannot be read ends in a list or in a {@link
 * io.github.diffusion4j.data.DataException} whose message is for the user.
 */
package io.github.diffusion4j.data;
