package io.github.diffusion4j.bench.libtorch;

import io.github.diffusion4j.bench.Contender;
import io.github.diffusion4j.bench.NeighboursWork;
import io.github.diffusion4j.bench.Serving;
import io.github.diffusion4j.bench.TransformerWork;
import io.github.diffusion4j.bench.UNetWork;
import io.github.diffusion4j.bench.Work;
import java.io.IOException;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;

/** The process in which LibTorch does a work. */
final class TorchMain {
  private TorchMain() {}

  public static void main(String[] arguments) throws IOException {
    // JavaCPP 1.5.13 unpacks these libraries one by one between loading them, and the first process
    // that does so dies in libtorch_cpu.so.
    Loader.cacheResources("/org/bytedeco/pytorch/" + Loader.getPlatform() + "/");
    torch.manual_seed(1);
    String version = Loader.getVersion("org.bytedeco", "pytorch");
    String title = "LibTorch " + version + ", " + torch.get_num_threads() + " threads";
    Serving.serve(title, TorchMain::contender, arguments);
  }

  private static Optional<Contender> contender(Work work) {
    if (work instanceof UNetWork unet) {
      Model model = new UNet(unet);
      return Optional.of(unet.training() ? new TrainingStep(model) : new ForwardPass(model));
    }
    if (work instanceof TransformerWork transformer) {
      return Optional.of(new TrainingStep(new Transformer(transformer)));
    }
    return Optional.of(new Neighbours((NeighboursWork) work));
  }
}
