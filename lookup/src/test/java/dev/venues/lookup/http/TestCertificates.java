package dev.venues.lookup.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;

/** An authority and certificates of its making, from the running JDK's keytool. Keys and stores stand in one folder. */
public final class TestCertificates {

    public static final String PASSWORD = "changeit";
    public static final String THIS_HOST = "dns:localhost,ip:127.0.0.1";

    private final Path folder;
    private final KeyStore authority;
    private final KeyStore leaf;

    /** Makes the authority, and a key pair whose certificate for this host nobody has signed. */
    public TestCertificates(Path folder) throws IOException, GeneralSecurityException {
        this.folder = folder;
        keytool("authority", "-genkeypair", "-keyalg", "EC", "-dname", "CN=Test authority", "-ext", "bc:c");
        keytool("leaf", "-genkeypair", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "san=" + THIS_HOST);
        keytool("leaf", "-certreq", "-file", file("leaf.csr"));
        authority = load("authority");
        leaf = load("leaf");
    }

    /** A store that trusts the authority and nobody else; {@link #PASSWORD} opens it. */
    public Path trustStore() throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("authority", authority.getCertificate("authority"));
        Path store = folder.resolve("trusted.p12");
        try (OutputStream out = Files.newOutputStream(store)) {
            trusted.store(out, PASSWORD.toCharArray());
        }
        return store;
    }

    /**
     * A TLS listener on loopback whose certificate the authority signed.
     *
     * @param san for example {@link #THIS_HOST}
     * @param startDate as keytool has it, for example {@code -3d}; the certificate counts for one day
     */
    ServerSocket signed(String san, String startDate) throws IOException, GeneralSecurityException {
        return listener(certificate(san, startDate));
    }

    /** A key, and a certificate for this host that the authority signed, for a listener of a test's own. */
    KeyManagerFactory signedForThisHost() throws IOException, GeneralSecurityException {
        return keys(certificate(THIS_HOST, "-1H"));
    }

    /** The authority's certificate as PEM. */
    public String authorityPem() throws GeneralSecurityException {
        return pem("CERTIFICATE", authority.getCertificate("authority").getEncoded());
    }

    /** A key and a certificate that the authority signed, as PEM. */
    public String keyPem() throws IOException, GeneralSecurityException {
        return pem("CERTIFICATE", certificate(THIS_HOST, "-1H").getEncoded())
                + pem("PRIVATE KEY", leaf.getKey("leaf", PASSWORD.toCharArray()).getEncoded());
    }

    /** The same as PKCS#12; {@link #PASSWORD} opens it. */
    public byte[] keyPkcs12() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry(
                "leaf", leaf.getKey("leaf", PASSWORD.toCharArray()), PASSWORD.toCharArray(), new Certificate[] {
                    certificate(THIS_HOST, "-1H")
                });
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        keys.store(out, PASSWORD.toCharArray());
        return out.toByteArray();
    }

    /** A TLS listener on loopback for this host that hears only those whose certificate the authority signed. */
    SSLServerSocket wantingCertificates() throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(authority);
        context.init(signedForThisHost().getKeyManagers(), trusted.getTrustManagers(), null);
        SSLServerSocket listener = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        listener.setNeedClientAuth(true);
        return listener;
    }

    private static String pem(String what, byte[] content) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + what
                + "-----\n";
    }

    private Certificate certificate(String san, String startDate) throws IOException, GeneralSecurityException {
        keytool(
                "authority",
                "-gencert",
                "-infile",
                file("leaf.csr"),
                "-outfile",
                file("leaf.der"),
                "-ext",
                "san=" + san,
                "-startdate",
                startDate,
                "-validity",
                "1");
        try (InputStream in = Files.newInputStream(folder.resolve("leaf.der"))) {
            return CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    /** A TLS listener on loopback with a certificate for this host that nobody signed. */
    ServerSocket selfSigned() throws IOException, GeneralSecurityException {
        return listener(leaf.getCertificate("leaf"));
    }

    private ServerSocket listener(Certificate certificate) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys(certificate).getKeyManagers(), null, null);
        return context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    private KeyManagerFactory keys(Certificate certificate) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry(
                "leaf", leaf.getKey("leaf", PASSWORD.toCharArray()), PASSWORD.toCharArray(), new Certificate[] {
                    certificate
                });
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        return managers;
    }

    private KeyStore load(String store) throws IOException, GeneralSecurityException {
        return KeyStore.getInstance(folder.resolve(store + ".p12").toFile(), PASSWORD.toCharArray());
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private void keytool(String store, String command, String... options) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                command,
                "-alias",
                store,
                "-keystore",
                file(store + ".p12"),
                "-storepass",
                PASSWORD));
        words.addAll(List.of(options));
        Path log = folder.resolve("keytool.log");
        Process process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(words + ": " + Files.readString(log));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }
}
