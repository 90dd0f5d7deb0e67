/** Label phrases alone, nothing learned. */
package io.mptstreams.engine.tuning.zeroshot;
