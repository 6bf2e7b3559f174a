package dev.venues.codec;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A JSON Schema that stands beside the documents, for tests that hold output against it. */
public final class PublishedSchema {

    public static final PublishedSchema EVENT = new PublishedSchema("event.schema.json");
    public static final PublishedSchema DEAD_LETTER = new PublishedSchema("dead-letter.schema.json");

    private final Schema schema;

    private PublishedSchema(String file) {
        try {
            schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(Files.readString(documents().resolve(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What in a JSON text the schema forbids; empty for nothing. */
    public List<String> problems(String json) {
        return schema.validate(json, InputFormat.JSON).stream()
                .map(Error::toString)
                .toList();
    }

    private static Path documents() {
        Path start = Path.of("").toAbsolutePath();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("docs/event.schema.json"))) {
                return folder.resolve("docs");
            }
        }
        throw new IllegalStateException(start + " is not inside a working copy of Venues");
    }
}
