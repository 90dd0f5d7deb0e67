/**
 * Forward passes on a CPU by oneDNN itself. What PyTorch puts around oneDNN's products (tensors,
 * dispatch, an interpreter) is a third of a pass over one short text, and ONNX Runtime has less of
 * it; here a pass is a list of primitives over memory that is laid out once.
 */
package io.mptstreams.engine.backbone.onednn;
