/**
 * Prompts between Kafka and PEFT's folders: {@code folder → PeftImport → topics} and {@code topics
 * → PeftExport → folder}.
 */
package io.mptstreams.cli.peft;
