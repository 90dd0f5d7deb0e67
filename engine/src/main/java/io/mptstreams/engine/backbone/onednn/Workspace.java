package io.mptstreams.engine.backbone.onednn;

import org.bytedeco.dnnl.stream;

/** Memory and a stream for one pass at a time. */
public final class Workspace implements AutoCloseable {

  private final OneDnn runtime;
  private final Operations operations;
  private final stream stream;
  private Block block;
  private Block scratch;

  Workspace(OneDnn runtime, Operations operations) {
    this.runtime = runtime;
    this.operations = operations;
    this.stream = runtime.newStream();
    this.block = new Block(runtime.cpu(), 1);
    this.scratch = new Block(runtime.cpu(), 1);
  }

  /** A list of steps without any yet. */
  public Steps newSteps() {
    return new Steps(runtime.cpu(), operations);
  }

  /** Memory of at least so many bytes; the block before, if it was smaller, is no more. */
  public Block block(long bytes) {
    if (bytes > block.bytes()) {
      block.close();
      block = new Block(runtime.cpu(), bytes);
    }
    return block;
  }

  /** Makes complete steps ready to run here. */
  public void ready(Steps steps) {
    if (steps.scratch() > scratch.bytes()) {
      // Steps that run in it keep it until they are closed.
      scratch.close();
      scratch = new Block(runtime.cpu(), steps.scratch());
    }
    steps.useScratch(scratch);
  }

  /** Runs steps that are ready here, on the threads that they were made for. */
  public void run(Steps steps) {
    steps.run(stream);
  }

  @Override
  public void close() {
    block.close();
    scratch.close();
    stream.close();
  }
}
