/** What the outside sees: meters, probes, tasks; read-only views → HTTP on the loopback address. */
package io.mptstreams.streams.ops;
