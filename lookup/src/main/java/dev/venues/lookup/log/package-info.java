/** Log lines that a person can still read when a million events have the same fault. */
package dev.venues.lookup.log;
