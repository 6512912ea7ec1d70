package io.github.diffusion4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.diffusion4j.eval.plugin.NetworkDescriptor;
import io.github.diffusion4j.eval.plugin.PictureInput.Layout;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.store.StoreException;
import io.github.diffusion4j.tensor.RandomStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.hdf5.Attribute;
import org.bytedeco.hdf5.DataSet;
import org.bytedeco.hdf5.DataSpace;
import org.bytedeco.hdf5.Group;
import org.bytedeco.hdf5.H5File;
import org.bytedeco.hdf5.PredType;
import org.bytedeco.hdf5.StrType;
import org.bytedeco.hdf5.global.hdf5;
import org.bytedeco.javacpp.FloatPointer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models as Keras 2 saves them: a convolution and the mean over its places, channels last. */
class KerasModelTest {
  private static final String INPUT =
      """
      {"name": "pixels", "class_name": "InputLayer", "inbound_nodes": [],
       "config": {"name": "pixels", "batch_input_shape": [null, 3, 4, 3], "dtype": "float32"}}
      """;
  private static final String CONVOLUTION =
      """
      {"name": "conv", "class_name": "Conv2D", "inbound_nodes": [[["pixels", 0, 0, {}]]],
       "config": {"name": "conv", "trainable": true, "dtype": "float32", "filters": 5,
         "batch_input_shape": [null, 3, 4, 3], "kernel_size": [3, 3], "strides": [1, 1],
         "padding": "valid", "data_format": "channels_last", "dilation_rate": [1, 1],
         "activation": "linear", "use_bias": false,
         "kernel_initializer": {"class_name": "Zeros", "config": {}}}}
      """;
  private static final String POOLING =
      """
      {"name": "pool", "class_name": "GlobalAveragePooling2D",
       "inbound_nodes": [[["conv", 0, 0, {}]]],
       "config": {"name": "pool", "trainable": true, "data_format": "channels_last"}}
      """;
  private static final String FUNCTIONAL =
      """
      {"class_name": "Model", "config": {"name": "small", "layers": [%s, %s, %s],
       "input_layers": [["pixels", 0, 0]], "output_layers": [["pool", 0, 0]]}}
      """
          .formatted(INPUT, CONVOLUTION, POOLING);
  private static final String SEQUENTIAL =
      """
      {"class_name": "Sequential", "config": {"name": "small", "layers": [%s, %s]}}
      """
          .formatted(CONVOLUTION, POOLING);

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("small.h5");
  }

  private static float[] kernels() {
    float[] kernels = new float[3 * 3 * 3 * Descriptions.DIMENSIONS];
    RandomStream.of(1, "kernels", 0).nextGaussians(kernels, 0, kernels.length);
    return kernels;
  }

  @ParameterizedTest
  @CsvSource({"false, pixels", "true, in"})
  void describesAsPlainLoopsDo(boolean sequential, String input) {
    if (sequential) {
      write(SEQUENTIAL, "conv", "pool");
    } else {
      write(FUNCTIONAL, "pixels", "conv", "pool");
    }
    Descriptions.contract(file, input, Layout.NHWC, "pool", Descriptions.DIMENSIONS);
    Image picture = Descriptions.pictures(1).get(0);
    float[] x = Descriptions.input(Layout.NHWC).array(picture);
    float[] kernels = kernels();
    int across = Descriptions.WIDTH - 2;
    double[] expected = new double[Descriptions.DIMENSIONS];
    for (int d = 0; d < expected.length; d++) {
      for (int at = 0; at < across; at++) {
        for (int i = 0; i < 27; i++) {
          int place = (i / 9 * Descriptions.WIDTH + i % 9 / 3 + at) * 3 + i % 3;
          expected[d] += (double) x[place] * kernels[i * expected.length + d] / across;
        }
      }
    }

    try (NetworkDescriptor descriptor = NetworkDescriptor.open(file)) {
      assertThat(descriptor.describe(picture)).containsExactly(expected, within(1e-5));
    }
  }

  @Test
  void whatIsNoModelIsRefused() throws IOException {
    Files.writeString(file, "no HDF5");
    Descriptions.contract(file, "pixels", Layout.NHWC, "pool", Descriptions.DIMENSIONS);
    assertThatThrownBy(() -> NetworkDescriptor.open(file).close())
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("small.h5 cannot be imported from Keras");
    write(FUNCTIONAL.replace("GlobalAveragePooling2D", "Oracle"), "pixels", "conv", "pool");
    Descriptions.contract(file, "pixels", Layout.NHWC, "pool", Descriptions.DIMENSIONS);
    assertThatThrownBy(() -> NetworkDescriptor.open(file).close())
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("Oracle");
  }

  private void write(String configuration, String... layers) {
    try (H5File out = new H5File(file.toString(), hdf5.H5F_ACC_TRUNC());
        Group root = out.createGroup("model_weights")) {
      attribute(out, "model_config", configuration);
      attribute(out, "keras_version", "2.3.1");
      attribute(out, "backend", "tensorflow");
      attribute(root, "keras_version", "2.3.1");
      attribute(root, "backend", "tensorflow");
      for (String layer : layers) {
        try (Group group = root.createGroup(layer)) {
          attribute(group, "weight_names", layer.equals("conv") ? "conv/kernel:0" : " ");
          if (layer.equals("conv")) {
            try (Group inner = group.createGroup("conv")) {
              kernels(inner);
            }
          }
        }
      }
    }
  }

  private static void kernels(Group group) {
    try (DataSpace space = new DataSpace(4, new long[] {3, 3, 3, Descriptions.DIMENSIONS});
        FloatPointer values = new FloatPointer(kernels());
        DataSet kernel = group.createDataSet("kernel:0", PredType.NATIVE_FLOAT(), space)) {
      kernel.write(values, PredType.NATIVE_FLOAT());
    }
  }

  private static void attribute(Group group, String name, String value) {
    try (StrType type = new StrType(PredType.C_S1(), value.length());
        DataSpace scalar = new DataSpace(hdf5.H5S_SCALAR);
        Attribute attribute = group.createAttribute(name, type, scalar)) {
      attribute.write(type, value);
    }
  }
}
