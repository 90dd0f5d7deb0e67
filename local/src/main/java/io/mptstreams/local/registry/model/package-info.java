/**
 * Schemas, versions, compatibility and modes: plain values and pure rules, free of Kafka and HTTP.
 */
package io.mptstreams.local.registry.model;
