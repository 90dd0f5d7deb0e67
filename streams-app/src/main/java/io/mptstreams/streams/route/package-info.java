/** What becomes of an input: {@code Outcome} from a processor → the topic of its kind. */
package io.mptstreams.streams.route;
