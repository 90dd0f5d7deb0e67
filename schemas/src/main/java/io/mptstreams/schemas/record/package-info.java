/**
 * What travels between producers, scorer and trainer, as immutable records of the domain. The Avro
 * classes in {@code io.mptstreams.avro} stop at the mappers; everything inside a program uses
 * these.
 */
package io.mptstreams.schemas.record;
