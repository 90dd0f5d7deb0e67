/**
 * Weights on their way to the device: a file of tensors → checked names, shapes and numbers →
 * arrays and a digest.
 */
package io.mptstreams.engine.backbone.load;
