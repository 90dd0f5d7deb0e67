/**
 * The demo: {@code labelled rows → [events at a rate] → scorer and trainer of their own → [what
 * came back, against what was true] → a summary}. One thread sends, listens and shows.
 */
package io.mptstreams.cli.demo;
