/**
 * Client of a schema registry that speaks Confluent's REST protocol.
 *
 * <pre>
 *   serde ──▶ RegistryClient (caches, what an answer means) ──▶ RegistryTransport (HTTP, retries) ──▶ registry
 * </pre>
 *
 * <p>Three outcomes are kept apart, since programs must treat them differently: the registry says
 * that a thing does not exist ({@link RegistryException} with its code, final), the registry does
 * not answer ({@link RegistryUnavailableException}, to be tried again), and the answer itself.
 */
package io.mptstreams.schemas.registry;
