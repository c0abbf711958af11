package android.net;

public class ConnectivityManager {
    public static class NetworkCallback {}

    public void registerDefaultNetworkCallback(NetworkCallback callback) {}
}
