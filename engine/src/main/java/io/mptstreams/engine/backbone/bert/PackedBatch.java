package io.mptstreams.engine.backbone.bert;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.stream.LongStream;

/**
 * Packed texts as the TorchScript kernel takes them.
 *
 * @param ids of all tokens one after another, int64
 * @param types likewise
 * @param groups number of texts and their length for each group, int64
 */
record PackedBatch(NDArray ids, NDArray types, NDArray groups) {

  static PackedBatch of(NDManager manager, PackedTexts texts) {
    long[] groups =
        texts.groups().stream()
            .flatMapToLong(group -> LongStream.of(group.texts(), group.tokens()))
            .toArray();
    return new PackedBatch(
        manager.create(texts.ids()), manager.create(texts.types()), manager.create(groups));
  }
}
