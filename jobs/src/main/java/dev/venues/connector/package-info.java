/** What the job asks of whatever it reads and writes. Each connector is a package below this one. */
package dev.venues.connector;
