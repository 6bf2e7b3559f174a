/** Jobs whose memory is watched: the experiment with a client per call, and the soak. */
package dev.venues.benchmarks.memory;
