/** {@code topics, the trainer's answers → [TaskReports] → one report a task}. */
package io.mptstreams.cli.status;
