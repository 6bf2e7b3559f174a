/** The report of a local run: one HTML page that needs nothing but itself. */
package dev.venues.report;
