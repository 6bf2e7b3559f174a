package dev.venues.model;

/** What a geo API answered: a place, or that it knows none by that name. A failure is no answer. */
public sealed interface GeoAnswer {

    record Found(Place place) implements GeoAnswer {}

    record NotFound() implements GeoAnswer {}
}
