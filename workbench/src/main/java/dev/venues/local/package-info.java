/** The local launcher: commands, a MiniCluster with its web UI, the embedded geo API, progress and summary. */
package dev.venues.local;
