/** Named tensors ↔ safetensors files. */
package io.mptstreams.engine.checkpoint;
