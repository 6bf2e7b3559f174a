/** One request, one response, over HTTP/1.1 or HTTP/2. */
package dev.venues.lookup.http;
