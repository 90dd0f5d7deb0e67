/**
 * {@code texts → [broker, scorer as it ships, peers] → figures}. One class a figure; all on one
 * embedded broker, in one process.
 */
package io.mptstreams.bench.stream;
