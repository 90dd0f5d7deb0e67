/**
 * The registry's memory: records of the compacted topic come in from the left and become a state;
 * writes go out to the right through a transactional producer whose id all instances share, so that
 * the broker lets one of them write at a time.
 */
package io.mptstreams.local.registry.store;
