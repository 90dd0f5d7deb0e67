package io.mptstreams.engine.backbone.onednn;

import org.bytedeco.dnnl.primitive;

/**
 * A primitive for one combination of shapes. Any number of threads may run it at a time.
 *
 * @param primitive a handle, to be closed by who asked for it
 * @param scratch bytes of scratch memory that a run needs
 */
record Operation(primitive primitive, long scratch) {}
