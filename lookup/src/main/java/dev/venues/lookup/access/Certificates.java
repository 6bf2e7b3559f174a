package dev.venues.lookup.access;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** Reads stores of certificates and keys, PEM or PKCS#12. What is wrong with one is said in words that may follow its name. */
public final class Certificates {

    private static final Pattern PEM =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

    private static final List<String> KEY_KINDS = List.of("RSA", "EC", "EdDSA");

    private static final char[] EMPTY = {};

    private Certificates() {}

    /**
     * Those that are trusted.
     *
     * @throws GeneralSecurityException if the store holds none, or cannot be read
     */
    public static TrustManagerFactory trusted(Tls.Store store) throws GeneralSecurityException {
        KeyStore trusted = isPem(store) ? empty() : pkcs12(store);
        if (isPem(store)) {
            List<Certificate> all = certificates(store);
            for (int i = 0; i < all.size(); i++) {
                trusted.setCertificateEntry("trusted-" + i, all.get(i));
            }
        }
        for (String alias : Collections.list(trusted.aliases())) {
            if (trusted.isCertificateEntry(alias)) {
                TrustManagerFactory factory =
                        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                factory.init(trusted);
                return factory;
            }
        }
        throw new CertificateException(
                "holds no certificate that Java trusts; PEM always does, PKCS#12 if keytool made it");
    }

    /**
     * A key and the chain of its certificate.
     *
     * @throws GeneralSecurityException if the store holds none, or cannot be read
     */
    public static KeyManagerFactory keys(Tls.Store store) throws GeneralSecurityException {
        char[] password = password(store);
        KeyStore keys = isPem(store) ? empty() : pkcs12(store);
        if (isPem(store)) {
            Certificate[] chain = certificates(store).toArray(Certificate[]::new);
            PrivateKey key = privateKey(store);
            if (chain.length == 0) {
                throw new CertificateException("holds a key without a certificate");
            }
            keys.setKeyEntry("key", key, password, chain);
        }
        for (String alias : Collections.list(keys.aliases())) {
            if (keys.isKeyEntry(alias)) {
                KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
                factory.init(keys, password);
                return factory;
            }
        }
        throw new CertificateException("holds no private key");
    }

    private static boolean isPem(Tls.Store store) {
        return store.content().reveal().contains("-----BEGIN ");
    }

    private static char[] password(Tls.Store store) {
        return store.password() == null ? EMPTY : store.password().reveal().toCharArray();
    }

    private static KeyStore empty() throws GeneralSecurityException {
        return loaded(null, null);
    }

    private static KeyStore pkcs12(Tls.Store store) throws GeneralSecurityException {
        byte[] content = store.content().reveal().getBytes(ISO_8859_1);
        return loaded(new ByteArrayInputStream(content), password(store));
    }

    private static KeyStore loaded(InputStream content, char[] password) throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(content, password);
        } catch (IOException e) {
            if (e.getCause() instanceof UnrecoverableKeyException) {
                throw new UnrecoverableKeyException("is opened by another password");
            }
            throw new CertificateException("is neither PEM nor PKCS#12");
        }
        return store;
    }

    private static List<Certificate> certificates(Tls.Store store) throws CertificateException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<Certificate> all = new ArrayList<>();
        Matcher blocks = PEM.matcher(store.content().reveal());
        while (blocks.find()) {
            if (blocks.group(1).endsWith("CERTIFICATE")) {
                try {
                    all.add(factory.generateCertificate(new ByteArrayInputStream(decoded(blocks))));
                } catch (CertificateException e) {
                    throw new CertificateException("holds a certificate that cannot be read");
                }
            }
        }
        return all;
    }

    private static PrivateKey privateKey(Tls.Store store) throws GeneralSecurityException {
        Matcher blocks = PEM.matcher(store.content().reveal());
        while (blocks.find()) {
            switch (blocks.group(1)) {
                case "PRIVATE KEY" -> {
                    return privateKey(new PKCS8EncodedKeySpec(decoded(blocks)));
                }
                case "ENCRYPTED PRIVATE KEY" -> {
                    return privateKey(decrypted(decoded(blocks), password(store)));
                }
                case "RSA PRIVATE KEY", "EC PRIVATE KEY" ->
                    throw new InvalidKeySpecException(
                            "holds a private key in an old form; `openssl pkcs8 -topk8 -nodes` makes a new one of it");
                default -> {
                    // Certificates, parameters, what others may add.
                }
            }
        }
        throw new InvalidKeySpecException("holds no private key");
    }

    private static PrivateKey privateKey(PKCS8EncodedKeySpec encoded) throws GeneralSecurityException {
        for (String kind : KEY_KINDS) {
            try {
                return KeyFactory.getInstance(kind).generatePrivate(encoded);
            } catch (InvalidKeySpecException e) {
                // One of another kind.
            }
        }
        throw new InvalidKeySpecException("holds a private key that cannot be read");
    }

    private static PKCS8EncodedKeySpec decrypted(byte[] encrypted, char[] password) throws GeneralSecurityException {
        try {
            EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(encrypted);
            // Of PBES2 the parameters know the name, as the JDK has it.
            String cipherName = info.getAlgParameters() == null
                    ? info.getAlgName()
                    : info.getAlgParameters().toString();
            Cipher cipher = Cipher.getInstance(cipherName);
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    SecretKeyFactory.getInstance(cipherName).generateSecret(new PBEKeySpec(password)),
                    info.getAlgParameters());
            return info.getKeySpec(cipher);
        } catch (IOException | GeneralSecurityException e) {
            throw new UnrecoverableKeyException("holds a private key that another password opens");
        }
    }

    /** Nothing, which nobody can read, where it is no Base64. */
    private static byte[] decoded(Matcher block) {
        try {
            return Base64.getMimeDecoder().decode(block.group(2));
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
