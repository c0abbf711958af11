package app.couchpad.shell.nsd

import android.content.Context
import android.net.nsd.NsdManager
import android.net.nsd.NsdServiceInfo
import android.net.wifi.WifiManager
import android.os.Build
import android.os.Handler
import android.os.Looper
import android.util.Log
import app.couchpad.ffi.Browser
import app.couchpad.ffi.session
import app.couchpad.pad.shellWords
import app.couchpad.shell.TAG

/**
 * Finds receivers with the system's own DNS-SD. Started and stopped by the library, and at rest while the app is not seen.
 * Everything happens on the main thread; what the system finds goes to a [Describer].
 */
internal class NsdBrowser(context: Context) : Browser {
    private val main = Handler(Looper.getMainLooper())
    private val system = context.applicationContext.getSystemService(Context.NSD_SERVICE) as? NsdManager
    private val multicast: WifiManager.MulticastLock? = multicastLock(context)
    private val describer: Describer? = system?.let { describerFor(it, main) }
    private var wanted = false
    private var awake = false
    private var search: Search? = null

    override fun start() = onMain {
        wanted = true
        update()
    }

    override fun stop() = onMain {
        wanted = false
        update()
    }

    override fun doubt(instance: String) = onMain {
        if (search != null) describer?.doubt(bareName(instance))
    }

    /** The app is seen. */
    fun wake() {
        awake = true
        update()
    }

    /** It is not. */
    fun rest() {
        awake = false
        update()
    }

    private fun update() {
        if (wanted && awake && search == null) begin()
        if (!(wanted && awake)) end()
    }

    private fun begin() {
        val system = system ?: return session().searchFailed(shellWords().searchOff)
        val now = Search()
        search = now
        multicast?.acquire()
        try {
            system.discoverServices(SERVICE_TYPE, NsdManager.PROTOCOL_DNS_SD, now)
        } catch (error: SecurityException) {
            // the local network's permission was taken away
            failed(now, error.toString())
        }
    }

    private fun end() {
        val gone = search ?: return
        search = null
        // the next search hears of nothing that went meanwhile, and of all that is still there
        describer?.clear()?.forEach { session().serviceLost(it) }
        if (multicast?.isHeld == true) multicast.release()
        gone.stop()
    }

    private fun failed(gone: Search, error: String) {
        if (search !== gone) return
        Log.w(TAG, "The search for receivers does not run ($error)")
        gone.isOver = true
        end()
        session().searchFailed(shellWords().searchOff)
    }

    /** One search: the system wants a listener of its own for each. */
    private inner class Search : NsdManager.DiscoveryListener {
        var isOver = false

        fun stop() {
            if (isOver) return
            isOver = true
            try {
                system?.stopServiceDiscovery(this)
            } catch (error: IllegalArgumentException) {
                Log.d(TAG, "The search had ended by itself", error)
            }
        }

        override fun onServiceFound(service: NsdServiceInfo) = onMain {
            if (search === this) describer?.found(service)
        }

        override fun onServiceLost(service: NsdServiceInfo) = onMain {
            if (search === this) {
                describer?.lost(service.serviceName)
                session().serviceLost(service.serviceName)
            }
        }

        override fun onStartDiscoveryFailed(serviceType: String, errorCode: Int) = onMain {
            failed(this, "error $errorCode")
        }

        override fun onStopDiscoveryFailed(serviceType: String, errorCode: Int) {
            Log.w(TAG, "The search for receivers does not stop ($errorCode)")
        }

        override fun onDiscoveryStarted(serviceType: String) = Unit

        /** By [stop], or because the system gave up: then the player hears of it, and may search again. */
        override fun onDiscoveryStopped(serviceType: String) = onMain {
            isOver = true
            failed(this, "the system stopped it")
        }
    }

    private fun onMain(work: () -> Unit) {
        main.post(work)
    }

    companion object {
        const val SERVICE_TYPE = "_couchpad._udp"

        /** The library knows a service by its whole name or by the bare one; the system knows the bare one. */
        fun bareName(instance: String): String = instance.substringBefore(".$SERVICE_TYPE")

        private fun describerFor(system: NsdManager, main: Handler): Describer =
            if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.UPSIDE_DOWN_CAKE) {
                WatchingDescriber(system) { main.post(it) }
            } else {
                AskingDescriber(system, main)
            }

        private fun multicastLock(context: Context): WifiManager.MulticastLock? {
            val wifi = context.applicationContext.getSystemService(Context.WIFI_SERVICE) as? WifiManager
            return wifi?.createMulticastLock("couchpad:search")?.apply { setReferenceCounted(false) }
        }
    }
}
