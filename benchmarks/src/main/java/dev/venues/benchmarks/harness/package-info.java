/** What every benchmark needs: its arguments, the options of the JVMs it measures, their events, the spread of its rounds. */
package dev.venues.benchmarks.harness;
