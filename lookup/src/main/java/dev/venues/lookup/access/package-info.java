/** The way to an API: what each request carries, and how its connections are made. Settings, without any I/O. */
package dev.venues.lookup.access;
