/** Single settings: which there are, how they are read, and what is said of those that are wrong. */
package dev.venues.option;
