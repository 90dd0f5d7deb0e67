/**
 * Reads the weights out of an exported ONNX model, which is how sentence encoders are packaged on
 * Maven Central: protobuf stream → initializers and MatMul nodes → tensors under their Hugging Face
 * names.
 */
package io.mptstreams.engine.backbone.onnx;
