/**
 * The engine against the machine and its peers, as ratios: options → interleaved measurements in
 * one process → a report of named checks. A ratio survives a slow or shared machine where a time
 * does not.
 */
package io.mptstreams.bench.engine;
