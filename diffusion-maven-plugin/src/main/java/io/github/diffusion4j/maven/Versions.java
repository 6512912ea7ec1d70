package io.github.diffusion4j.maven;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * The versions of what the worker runs on, fixed when the plugin was built.
 *
 * @param diffusion version of the plugin and of the command line program
 * @param nd4j version of ND4J
 * @param javacpp version of JavaCPP
 * @param openblas version of the OpenBLAS preset
 * @param dnnl version of the oneDNN preset
 * @param opencl version of the OpenCL preset
 * @param hdf5 version of the HDF5 preset
 * @param torch versions of what the other engine runs on
 */
record Versions(
    String diffusion,
    String nd4j,
    String javacpp,
    String openblas,
    String dnnl,
    String opencl,
    String hdf5,
    Torch torch) {

  /**
   * The versions of what the engine on LibTorch runs on.
   *
   * @param pytorch version of the PyTorch preset
   * @param javacpp version of JavaCPP
   * @param openblas version of the OpenBLAS preset
   * @param cuda version of the CUDA preset
   */
  record Torch(String pytorch, String javacpp, String openblas, String cuda) {}

  static Versions load() {
    Properties properties = new Properties();
    try (InputStream input = Versions.class.getResourceAsStream("versions.properties")) {
      properties.load(input);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Versions(
        properties.getProperty("diffusion"),
        properties.getProperty("nd4j"),
        properties.getProperty("javacpp"),
        properties.getProperty("openblas"),
        properties.getProperty("dnnl"),
        properties.getProperty("opencl"),
        properties.getProperty("hdf5"),
        new Torch(
            properties.getProperty("torch"),
            properties.getProperty("torch.javacpp"),
            properties.getProperty("torch.openblas"),
            properties.getProperty("torch.cuda")));
  }
}
