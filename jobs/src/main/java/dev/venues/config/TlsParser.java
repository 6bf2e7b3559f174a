package dev.venues.config;

import dev.venues.lookup.Secret;
import dev.venues.lookup.access.Certificates;
import dev.venues.lookup.access.Tls;
import dev.venues.option.OptionReader;
import dev.venues.option.Rules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** Reads the stores of certificates and keys, here and once: the settings carry what is in them. */
final class TlsParser {

    /** Opens a store, to see whether it can be opened. */
    private interface Check {
        void open(Tls.Store store) throws GeneralSecurityException;
    }

    private final OptionReader reader;
    private final Rules rules;

    TlsParser(OptionReader reader, Rules rules) {
        this.reader = reader;
        this.rules = rules;
    }

    Tls tls() {
        return new Tls(
                store(GeoAccessOptions.TRUST_STORE, Certificates::trusted),
                store(GeoAccessOptions.KEY_STORE, Certificates::keys));
    }

    private Tls.Store store(GeoAccessOptions.StoreOptions options, Check check) {
        Secret password = reader.secret(options.password(), options.passwordFile());
        String key = options.store().key();
        String file = reader.get(options.store());
        if (file == null) {
            for (var option : options.ofThePassword()) {
                if (reader.isSet(option)) {
                    rules.broken(option.key(), null, "needs " + key);
                }
            }
            return null;
        }
        try {
            Tls.Store store =
                    new Tls.Store(new Secret(new String(Files.readAllBytes(Path.of(file)), ISO_8859_1)), password);
            check.open(store);
            return store;
        } catch (IOException | InvalidPathException e) {
            rules.broken(key, file, "is not a readable file");
        } catch (GeneralSecurityException e) {
            rules.broken(key, file, e.getMessage());
        }
        return null;
    }
}
