/**
 * Scoring: requests in from any thread, batches of mixed tasks on the one thread that owns the
 * device, results out as futures.
 */
package io.mptstreams.engine.scoring;
