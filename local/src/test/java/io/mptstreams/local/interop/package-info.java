/**
 * Other people's clients against our broker, registry and records. {@code -Dmpt.interop=skip}
 * leaves them out; where a client cannot be installed, its test is skipped and says so.
 */
package io.mptstreams.local.interop;
