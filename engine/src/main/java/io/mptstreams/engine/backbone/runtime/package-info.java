/** Starts PyTorch the way the product needs it: offline, silent, in a cache folder of its own. */
package io.mptstreams.engine.backbone.runtime;
