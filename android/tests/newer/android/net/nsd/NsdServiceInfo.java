package android.net.nsd;

import java.net.InetAddress;
import java.util.List;

public final class NsdServiceInfo {
    public List<InetAddress> getHostAddresses() {
        return null;
    }
}
