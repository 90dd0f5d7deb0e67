package io.mptstreams.cli.demo;

import io.mptstreams.cli.stream.StreamFile;
import io.mptstreams.cli.stream.StreamFile.Order;
import java.nio.file.Path;
import java.time.Instant;

/** A stream somebody has, played in the order of its lines at the demo's own pace. */
final class FileInput {

  private FileInput() {}

  static DemoInput read(Path stream, Path tasksFolder) {
    StreamFile file = StreamFile.read(stream, tasksFolder, Order.LINES, Instant.now());
    return new DemoInput(
        file.timeline(),
        file.events().stream()
            .map(
                event ->
                    new DemoEvent(
                        event.id(), event.task(), event.text(), event.textPair(), event.label()))
            .toList());
  }
}
