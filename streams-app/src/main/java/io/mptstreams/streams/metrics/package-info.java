/** The scorer's meters: one table, one registry. Every stage counts here; nothing reads it back. */
package io.mptstreams.streams.metrics;
