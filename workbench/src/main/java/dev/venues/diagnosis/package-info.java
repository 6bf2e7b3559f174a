/** What explains a run that located nothing, and what would become of the first events of a place. Runs nothing. */
package dev.venues.diagnosis;
