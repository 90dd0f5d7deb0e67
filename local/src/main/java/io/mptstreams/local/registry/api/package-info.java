/**
 * What a client asks and what it is told, as values: {@code ApiRequest → RegistryApi →
 * ApiResponse}. One class for each family of paths; HTTP itself is outside.
 */
package io.mptstreams.local.registry.api;
