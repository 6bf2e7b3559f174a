package dev.venues.connector.files;

import dev.venues.connector.LetterPlace;
import dev.venues.connector.LetterPlaces;
import dev.venues.option.Rules;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Local files and folders: whatever is no URL. */
final class FileLetterPlaces implements LetterPlaces {

    @Override
    public String form() {
        return "a file or folder";
    }

    @Override
    public String exactForm() {
        return "a file or folder of this machine";
    }

    @Override
    public String prefix() {
        return "";
    }

    @Override
    public boolean takes(String text) {
        return !text.contains("://");
    }

    @Override
    public LetterPlace at(String key, String text, Rules rules) {
        rules.exists(key, text);
        try {
            return new FileLetterPlace(Path.of(text));
        } catch (InvalidPathException e) {
            return null;
        }
    }
}
