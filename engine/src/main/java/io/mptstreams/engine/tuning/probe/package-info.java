/** Softmax regression on frozen sentence vectors. */
package io.mptstreams.engine.tuning.probe;
