package io.github.diffusion4j.tensor.torch;

import io.github.diffusion4j.train.FlatMemoryTest;

class TorchFlatMemoryTest extends FlatMemoryTest {}
