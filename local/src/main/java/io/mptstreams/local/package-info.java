/** See the module's README. */
package io.mptstreams.local;
