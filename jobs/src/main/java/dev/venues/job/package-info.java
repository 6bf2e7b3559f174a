/** The job: its sources, its pipeline, its sinks, and the main class that wires them. */
package dev.venues.job;
