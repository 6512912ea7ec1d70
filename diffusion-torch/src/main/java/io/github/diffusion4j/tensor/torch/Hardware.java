package io.github.diffusion4j.tensor.torch;

import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.EngineSpec;
import io.github.diffusion4j.tensor.EngineSpec.Precision;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** The device that an engine computes on, and how tensors come there and back. */
final class Hardware implements AutoCloseable {
  private final String name;
  private final Device device;
  private final TensorOptions floats;
  private final TensorOptions doubles;

  private Hardware(String name) {
    this.name = name;
    device = Native.run(() -> Native.kept(new Device(name)));
    floats = options(ScalarType.Float);
    doubles = options(ScalarType.Double);
  }

  /**
   * Finds the device.
   *
   * @throws IllegalArgumentException if it is not there, or does not compute so exactly
   */
  static Hardware of(EngineSpec spec) {
    List<String> present = present();
    String wanted = spec.device();
    if (!present.contains(wanted.equals("cuda") ? "cuda:0" : wanted)) {
      throw new IllegalArgumentException(
          "device is '" + wanted + "'; this LibTorch has " + String.join(", ", present));
    }
    if (spec.precision() == Precision.TF32 && !wanted.startsWith("cuda")) {
      throw new IllegalArgumentException(
          "precision is 'tf32', which cuda has; on " + wanted + " there are float32, bfloat16");
    }
    return new Hardware(wanted);
  }

  private static List<String> present() {
    List<String> present = new ArrayList<>(List.of("cpu"));
    if (torch.cuda_is_available()) {
      for (int i = 0; i < torch.cuda_device_count(); i++) {
        present.add("cuda:" + i);
      }
    }
    if (torch.hasMPS()) {
      present.add("mps");
    }
    return present;
  }

  /** Returns how recipes call it. */
  String name() {
    return name;
  }

  boolean isProcessor() {
    return name.equals("cpu");
  }

  /** Returns what to make a tensor of a type with. */
  TensorOptions options(DataType type) {
    return type == DataType.FLOAT32 ? floats : doubles;
  }

  private TensorOptions options(ScalarType type) {
    return Native.run(
        () ->
            Native.kept(
                new TensorOptions()
                    .dtype(new ScalarTypeOptional(type))
                    .device(new DeviceOptional(device))));
  }

  /** Returns a tensor that was filled in the processor's memory, here. */
  Tensor brought(Tensor filled) {
    return isProcessor() ? filled : filled.to(device, filled.scalar_type());
  }

  @Override
  public void close() {
    floats.deallocate();
    doubles.deallocate();
    device.deallocate();
  }
}
