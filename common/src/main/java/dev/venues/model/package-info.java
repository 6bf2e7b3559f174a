/** What flows through the job: raw records, queries, places, answers and dead letters, as immutable records. */
package dev.venues.model;
