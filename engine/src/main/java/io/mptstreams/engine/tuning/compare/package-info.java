/**
 * Techniques × tasks × examples a class × draws → accuracy, parameters and time, the same draws for
 * all.
 */
package io.mptstreams.engine.tuning.compare;
