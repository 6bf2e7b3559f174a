package dev.venues.local;

import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MetricsPageTest {

    @Test
    void shouldListenOnThisMachineOnly() throws Exception {
        try (MetricsPage page = MetricsPage.open(0)) {
            int port = URI.create(page.url().orElseThrow()).getPort();
            assertThatCode(() -> connect(InetAddress.getByName("127.0.0.1"), port))
                    .doesNotThrowAnyException();

            List<InetAddress> others = NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLoopbackAddress())
                    .toList();
            assertThat(others).allSatisfy(address -> assertThatThrownBy(() -> connect(address, port))
                    .isInstanceOf(Exception.class));
        }
    }

    @Test
    void shouldSayWhenThePortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> MetricsPage.open(taken.getLocalPort()))
                    .isInstanceOf(UnusablePortException.class)
                    .hasMessageContaining("--metrics-port = " + taken.getLocalPort() + ": cannot be listened on");
        }
    }

    @Test
    void shouldOpenNoPortUnlessItIsTold() throws Exception {
        try (MetricsPage page = MetricsPage.open(null)) {
            assertThat(page.url()).isEmpty();
        }
    }

    private static void connect(InetAddress address, int port) throws Exception {
        try (Socket socket = new Socket(address, port)) {
            assertThat(socket.isConnected()).isTrue();
        }
    }
}
