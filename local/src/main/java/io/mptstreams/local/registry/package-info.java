/**
 * A schema registry in this JVM that speaks Confluent's REST protocol, over a compacted topic.
 *
 * <pre>
 *   HTTP ──▶ EmbeddedRegistry ──▶ api (what is asked) ──▶ store (SchemaLog ──▶ _schemas ──▶ state)
 *                                        └──▶ model (schemas, compatibility)
 * </pre>
 *
 * <p>Written from the protocol's documentation and from what clients send; it holds no code of the
 * registry whose protocol it speaks.
 */
package io.mptstreams.local.registry;
