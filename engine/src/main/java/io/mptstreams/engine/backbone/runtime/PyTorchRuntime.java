package io.mptstreams.engine.backbone.runtime;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import io.mptstreams.engine.backbone.InvalidBackboneException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PyTorch in this process. DJL reads its settings from system properties when its classes load, so
 * this must run before anything else touches DJL; values that the user has set win.
 */
public final class PyTorchRuntime {

  private static final Logger log = LoggerFactory.getLogger(PyTorchRuntime.class);

  /** What DJL reads, as a system property or an environment variable. */
  private static final String CACHE = "DJL_CACHE_DIR";

  private PyTorchRuntime() {}

  /**
   * Starts the runtime, or finds it started.
   *
   * @param threads intra-op threads; 0 leaves them alone. Holds for the whole process
   */
  public static Engine start(int threads) {
    configure();
    Engine engine = Engine.getEngine("PyTorch");
    if (threads > 0) {
      JniUtils.setNumThreads(threads);
    }
    log.atInfo()
        .addKeyValue("version", engine.getVersion())
        .addKeyValue("gpus", engine.getGpuCount())
        .addKeyValue("threads", JniUtils.getNumThreads())
        .log("PyTorch is ready");
    return engine;
  }

  /** Sets DJL up to stay offline, to report no usage, and to unpack into the product's cache. */
  public static void configure() {
    setIfAbsent("ai.djl.offline", "true");
    setIfAbsent("OPT_OUT_TRACKING", "true");
    setIfAbsent(CACHE, cache().toString());
  }

  /** The folder where native libraries are unpacked once. */
  public static Path cache() {
    String named = System.getProperty(CACHE, System.getenv(CACHE));
    return named != null
        ? Path.of(named)
        : Path.of(
            System.getProperty(
                "mpt.cache",
                Path.of(System.getProperty("user.home"), ".cache", "mpt-streams").toString()));
  }

  /** Intra-op threads of the process. */
  public static int threads() {
    return JniUtils.getNumThreads();
  }

  /**
   * @param name auto, cpu or gpu:N
   * @throws InvalidBackboneException if there is no such GPU
   */
  public static Device device(Engine engine, String name) {
    int gpus = engine.getGpuCount();
    if (name.equals("cpu") || (name.equals("auto") && gpus == 0)) {
      return Device.cpu();
    }
    int index = name.equals("auto") ? 0 : Integer.parseInt(name.substring("gpu:".length()));
    if (index >= gpus) {
      throw new InvalidBackboneException(
          "backbone.device asks for gpu:"
              + index
              + ", PyTorch "
              + engine.getVersion()
              + " sees "
              + gpus
              + " GPUs; on a GPU machine PYTORCH_LIBRARY_PATH must name a libtorch built for CUDA");
    }
    return Device.gpu(index);
  }

  /** As in {@code BackboneInfo}: cpu or gpu:N. */
  public static String name(Device device) {
    return device.isGpu() ? "gpu:" + device.getDeviceId() : "cpu";
  }

  private static void setIfAbsent(String property, String value) {
    if (System.getProperty(property) == null && System.getenv(property) == null) {
      System.setProperty(property, value);
    }
  }
}
