/** The settings: where they come from, what they may be, and how they are shown. */
package dev.venues.config;
