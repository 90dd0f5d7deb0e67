/** Records and configuration, as the engine takes them. */
package io.mptstreams.service;
