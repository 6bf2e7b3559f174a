package dev.venues.lookup.access;

import dev.venues.lookup.Secret;

import java.io.Serializable;
import java.net.URI;
import java.util.Objects;

/**
 * With what an access token is had: OAuth 2.0 client credentials (RFC 6749, section 4.4).
 *
 * @param setting what the user's settings for it have in common, without the last dot, for what is said of it; those of TLS stand
 *     beside them, such as {@code geo.tls.trust-store} beside {@code geo.oauth2}
 * @param tokenUrl the token endpoint, whole
 * @param clientId who asks
 * @param clientSecret by what right
 * @param scope what the token shall be good for, separated by spaces; null for what the client may do anyway
 * @param proxy what stands before the token endpoint; null for nothing
 */
public record ClientCredentials(
        String setting, URI tokenUrl, String clientId, Secret clientSecret, String scope, Proxy proxy)
        implements Serializable {

    public ClientCredentials {
        Objects.requireNonNull(setting, "setting");
        Objects.requireNonNull(tokenUrl, "tokenUrl");
        Objects.requireNonNull(clientId, "clientId");
        Objects.requireNonNull(clientSecret, "clientSecret");
    }
}
