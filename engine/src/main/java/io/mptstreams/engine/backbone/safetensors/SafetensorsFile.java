package io.mptstreams.engine.backbone.safetensors;

import io.mptstreams.engine.backbone.InvalidBackboneException;
import io.mptstreams.engine.backbone.load.TensorSource;
import io.mptstreams.engine.backbone.safetensors.SafetensorsHeader.Entry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One safetensors file. Opening reads and checks the header alone; numbers are mapped and converted
 * a tensor at a time.
 */
public final class SafetensorsFile implements TensorSource {

  private final Path path;
  private final FileChannel channel;
  private final Map<String, Entry> entries;

  private SafetensorsFile(Path path, FileChannel channel, Map<String, Entry> entries) {
    this.path = path;
    this.channel = channel;
    this.entries = entries;
  }

  /**
   * @throws InvalidBackboneException if there is no such file, or its header contradicts its size
   */
  public static SafetensorsFile open(Path path) {
    FileChannel channel = null;
    try {
      channel = FileChannel.open(path, StandardOpenOption.READ);
      return new SafetensorsFile(path, channel, SafetensorsHeader.read(path.toString(), channel));
    } catch (NoSuchFileException e) {
      throw new InvalidBackboneException(path + ": there is no such file", e);
    } catch (IOException e) {
      close(channel);
      throw new UncheckedIOException(path + ": " + e.getMessage(), e);
    } catch (InvalidBackboneException e) {
      close(channel);
      throw e;
    }
  }

  @Override
  public String file() {
    return path.toString();
  }

  @Override
  public Set<String> names() {
    return entries.keySet();
  }

  @Override
  public Optional<long[]> shape(String name) {
    return Optional.ofNullable(entries.get(name)).map(Entry::shape);
  }

  /** The tensor is of a format that {@link #read} converts. */
  public boolean holdsFloats(String name) {
    return NumberFormat.of(entries.get(name).format()).isPresent();
  }

  @Override
  public ByteBuffer read(String name) {
    Entry entry = entries.get(name);
    if (entry == null) {
      throw new InvalidBackboneException(path + ": no tensor " + name);
    }
    NumberFormat format =
        NumberFormat.of(entry.format())
            .orElseThrow(
                () ->
                    new InvalidBackboneException(
                        path
                            + ": tensor "
                            + name
                            + " must be F32, F16 or BF16, is "
                            + entry.format()));
    long size = entry.bytes() / format.bytes() * Float.BYTES;
    if (size > Integer.MAX_VALUE) {
      throw new InvalidBackboneException(
          path + ": tensor " + name + " takes " + size + " bytes in float32, at most 2 GiB fit");
    }
    ByteBuffer numbers = ByteBuffer.allocateDirect((int) size).order(ByteOrder.nativeOrder());
    format.convert(map(entry).order(ByteOrder.LITTLE_ENDIAN), numbers.asFloatBuffer());
    return numbers;
  }

  /** The bytes of a tensor of any format, little-endian, for readers of integer tensors. */
  public ByteBuffer raw(String name) {
    return map(entries.get(name)).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public void close() {
    close(channel);
  }

  private ByteBuffer map(Entry entry) {
    try {
      return channel.map(MapMode.READ_ONLY, entry.offset(), entry.bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(path + ": " + e.getMessage(), e);
    }
  }

  private static void close(FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
