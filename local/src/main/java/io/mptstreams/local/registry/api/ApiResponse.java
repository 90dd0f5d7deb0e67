package io.mptstreams.local.registry.api;

import com.fasterxml.jackson.databind.JsonNode;

/** HTTP status and JSON. */
public record ApiResponse(int status, JsonNode body) {}
