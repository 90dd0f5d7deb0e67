/**
 * Files scored without a stream: {@code JSON Lines or CSV → rows → [one task's model each] → one
 * line for each row, an answer or an error}.
 */
package io.mptstreams.cli.score;
