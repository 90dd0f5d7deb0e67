/**
 * Fused forward passes: a readable TorchScript source in the resources → an archive written in
 * memory → a module that PyTorch runs in one call, with weights bound at load.
 *
 * <p>DJL offers neither PyTorch's attention nor oneDNN's reordered linear layers as array
 * operations; TorchScript reaches both, and spares a hundred crossings of JNI a pass.
 */
package io.mptstreams.engine.backbone.kernel;
