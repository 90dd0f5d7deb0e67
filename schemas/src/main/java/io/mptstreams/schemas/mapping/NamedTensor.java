package io.mptstreams.schemas.mapping;

/**
 * One tensor of a record.
 *
 * @param values row-major; belong to the record that they come from
 * @param shape sizes, outermost first
 */
record NamedTensor(String name, float[] values, int... shape) {}
