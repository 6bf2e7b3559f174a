/** A connector that is no part of the job: shows that one plugs in without a change elsewhere. */
package dev.venues.connector.memory;
