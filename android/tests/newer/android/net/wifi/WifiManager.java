package android.net.wifi;

public class WifiManager {
    public static final int WIFI_MODE_FULL_LOW_LATENCY = 4;
}
