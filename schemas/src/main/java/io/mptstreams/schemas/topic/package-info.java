/**
 * Topics as values: a topic knows its name, what travels on it, and how it is laid out on the
 * brokers. No topic's name is written anywhere else.
 */
package io.mptstreams.schemas.topic;
