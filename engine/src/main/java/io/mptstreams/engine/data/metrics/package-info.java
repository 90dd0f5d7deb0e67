/**
 * Figures for texts that a generation task wrote: outputs and accepted references in, BLEU, exact
 * match and token F1 out. Free of the backbone.
 */
package io.mptstreams.engine.data.metrics;
