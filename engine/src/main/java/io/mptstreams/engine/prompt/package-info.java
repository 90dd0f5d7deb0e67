/**
 * What is learned, in numbers: the shared prompt of all tasks, and of each task the factors that
 * multiply it and the vectors that read its answer.
 */
package io.mptstreams.engine.prompt;
