package app.couchpad.shell.nsd

import android.net.nsd.NsdManager
import android.net.nsd.NsdServiceInfo
import android.os.Build
import android.util.Log
import androidx.annotation.RequiresApi
import app.couchpad.ffi.session
import app.couchpad.shell.TAG
import java.util.concurrent.Executor

/** From Android 14 on the system follows a service by itself and knows all of its addresses. */
@RequiresApi(Build.VERSION_CODES.UPSIDE_DOWN_CAKE)
internal class WatchingDescriber(private val system: NsdManager, private val main: Executor) : Describer {
    private val watched = HashMap<String, Watch>()

    override fun found(service: NsdServiceInfo) {
        if (service.serviceName in watched || watched.size >= ResolveQueue.MOST) return
        val watch = Watch(service.serviceName)
        watched[service.serviceName] = watch
        system.registerServiceInfoCallback(service, main, watch)
    }

    /** The system tells by itself when something changes. */
    override fun doubt(name: String) = Unit

    override fun lost(name: String) {
        watched.remove(name)?.let(::forget)
    }

    override fun clear(): List<String> {
        val known = watched.keys.toList()
        watched.values.forEach(::forget)
        watched.clear()
        return known
    }

    private fun forget(watch: Watch) {
        try {
            system.unregisterServiceInfoCallback(watch)
        } catch (error: IllegalArgumentException) {
            Log.d(TAG, "A service was not watched any more", error)
        }
    }

    private inner class Watch(private val name: String) : NsdManager.ServiceInfoCallback {
        override fun onServiceInfoCallbackRegistrationFailed(errorCode: Int) {
            Log.w(TAG, "A service cannot be watched ($errorCode)")
            watched.remove(name, this)
        }

        override fun onServiceUpdated(service: NsdServiceInfo) {
            if (watched[name] === this) describe(service, service.hostAddresses)?.let(session()::serviceFound)
        }

        override fun onServiceLost() {
            if (watched[name] === this) session().serviceLost(name)
        }

        override fun onServiceInfoCallbackUnregistered() = Unit
    }
}
