/** Task folders: {@code task.json, rows.jsonl → [files] → task definitions, labelled rows}. */
package io.mptstreams.cli.task;
