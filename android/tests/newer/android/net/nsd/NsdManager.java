package android.net.nsd;

import java.util.concurrent.Executor;

public final class NsdManager {
    public interface ServiceInfoCallback {
        void onServiceInfoCallbackRegistrationFailed(int errorCode);

        void onServiceUpdated(NsdServiceInfo serviceInfo);

        void onServiceLost();

        void onServiceInfoCallbackUnregistered();
    }

    public void registerServiceInfoCallback(NsdServiceInfo info, Executor executor, ServiceInfoCallback callback) {}

    public void unregisterServiceInfoCallback(ServiceInfoCallback callback) {}
}
