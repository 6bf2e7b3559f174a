/** What stands before Flink's web UI and REST API, so that pages of others cannot use them. */
package dev.venues.web;
