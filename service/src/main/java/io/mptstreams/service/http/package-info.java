/** The small HTTP server on which scorer and trainer show how they are. */
package io.mptstreams.service.http;
