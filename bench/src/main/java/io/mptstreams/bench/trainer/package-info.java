/**
 * The trainer with many tasks: an embedded broker, labels of all tasks → a trainer → how long until
 * each task was looked at, what it holds in memory, how fast its status answers.
 */
package io.mptstreams.bench.trainer;
