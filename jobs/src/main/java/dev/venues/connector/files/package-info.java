/** Files of JSON lines. */
package dev.venues.connector.files;
