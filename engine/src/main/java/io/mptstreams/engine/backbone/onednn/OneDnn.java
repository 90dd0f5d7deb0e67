package io.mptstreams.engine.backbone.onednn;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.PointerScope;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * oneDNN in this process, on the threads that PyTorch computes on. A primitive keeps the number of
 * threads that it was made for, and a team of them, once started, slows down all others: libgomp
 * lets none wait awake any more when there are more than processors. Any thread may use it.
 */
public final class OneDnn {

  private static final Logger log = LoggerFactory.getLogger(OneDnn.class);

  private final engine cpu;
  private final Operations operations;
  private final Function setThreads;
  private final int threads;

  private OneDnn(engine cpu, Function setThreads, int threads) {
    this.cpu = cpu;
    this.operations = new Operations(cpu);
    this.setThreads = setThreads;
    this.threads = threads;
  }

  /**
   * Loads the library; empty, with a warning, where there is none for this machine.
   *
   * @param cache folder under which the libraries are unpacked once
   * @param threads of a pass
   */
  public static Optional<OneDnn> start(Path cache, int threads) {
    setIfAbsent("org.bytedeco.javacpp.cachedir", cache.resolve("javacpp").toString());
    // JavaCPP would count PyTorch's memory too, and refuse to allocate.
    setIfAbsent("org.bytedeco.javacpp.maxBytes", "0");
    setIfAbsent("org.bytedeco.javacpp.maxPhysicalBytes", "0");
    try {
      Function setThreads = openMp().getFunction("omp_set_num_threads");
      Loader.load(dnnl.class);
      // Operations keeps what is worth keeping.
      dnnl.set_primitive_cache_capacity(0);
      return Optional.of(new OneDnn(new engine(engine.kind.cpu, 0), setThreads, threads));
    } catch (IOException | RuntimeException | LinkageError e) {
      log.warn("oneDNN cannot be loaded; PyTorch's operators take its place", e);
      return Optional.empty();
    }
  }

  /**
   * PyTorch's OpenMP, with its names put ahead of all others. oneDNN comes with a library of the
   * same names, whose threads would wait for work on the cores that PyTorch's compute on, and the
   * other way round; resolved here, both have the same threads.
   */
  private static NativeLibrary openMp() throws IOException {
    try (Stream<String> maps = Files.lines(Path.of("/proc/self/maps"))) {
      String path =
          maps.filter(line -> line.matches(".*/libgomp[^/]*\\.so[^/]*"))
              .map(line -> line.substring(line.indexOf('/')))
              .findFirst()
              .orElseThrow(() -> new IOException("PyTorch has loaded no libgomp"));
      return NativeLibrary.getInstance(path);
    }
  }

  /** The same for passes on the calling thread alone. */
  public OneDnn onOneThread() {
    return new OneDnn(cpu, setThreads, 1);
  }

  /** Threads of a pass. */
  public int threads() {
    return threads;
  }

  /** Whether this processor multiplies numbers of a type. */
  public boolean supports(NumberType type) {
    View square = View.dense(type, 64, 64);
    try (PointerScope temporary = new PointerScope()) {
      new matmul.primitive_desc(cpu, square.descriptor(), square.descriptor(), square.descriptor());
      return true;
    } catch (RuntimeException e) {
      log.warn("oneDNN has no {} on this processor: {}", type, e.getMessage());
      return false;
    }
  }

  /** To bring weights in. */
  public Binder newBinder() {
    return new Binder(this);
  }

  /** Memory to work in. */
  public Workspace newWorkspace() {
    return new Workspace(this, operations);
  }

  engine cpu() {
    return cpu;
  }

  /** For one pass at a time. */
  stream newStream() {
    return new stream(cpu);
  }

  /**
   * Makes the calling thread's primitives, and PyTorch's operators on it, run on this number of
   * threads; to be called before primitives are made and before they run.
   */
  public void useThreads() {
    setThreads.invokeVoid(new Object[] {threads});
  }

  private static void setIfAbsent(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
