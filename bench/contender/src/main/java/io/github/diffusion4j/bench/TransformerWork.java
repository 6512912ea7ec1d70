package io.github.diffusion4j.bench;

/**
 * A training step of a transformer encoder on {@code [N, T, width]}, normalisation first: in each
 * layer {@code x + attention(norm(x))}, then {@code x + second(gelu(first(norm(x))))}; one more
 * norm behind the last. All linear layers have a bias; GELU is the exact one; nothing is masked.
 * The step is as in {@link UNetWork}.
 *
 * @param name as in {@link Works}
 * @param repetitions how often in one turn
 * @param batch sequences
 * @param length of a sequence, T
 * @param width features of a place
 * @param layers how many
 * @param heads of each attention
 * @param expansion hidden features of the second half of a layer as a multiple of {@code width}
 */
public record TransformerWork(
    String name,
    int repetitions,
    int batch,
    int length,
    int width,
    int layers,
    int heads,
    int expansion)
    implements Work {}
