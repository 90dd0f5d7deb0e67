/**
 * What a task may learn from.
 *
 * <p>examples → {@code ExampleBuffer} (latest label of each event, bounded, class-balanced; a fixed
 * share only validates) → training and validation lists for {@code adapt} and {@code gate}.
 */
package io.mptstreams.trainer.buffer;
