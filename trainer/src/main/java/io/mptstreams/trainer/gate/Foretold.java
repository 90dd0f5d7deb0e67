package io.mptstreams.trainer.gate;

/**
 * Whether labels were foretold better than by chance.
 *
 * @param nats by how much, over all labels
 * @param meant whether that is taken for proof that the labels mean something
 */
public record Foretold(double nats, boolean meant) {}
