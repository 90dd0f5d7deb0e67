/**
 * A real Kafka broker and a schema registry that anyone can start: {@code data folder → [broker,
 * registry] → bootstrap servers, registry URL}. The command {@code mpt local}, the demo and the
 * tests of every module run on these.
 */
package io.mptstreams.local;
