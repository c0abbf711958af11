package app.couchpad.shell

import android.content.Context
import android.net.ConnectivityManager
import android.net.LinkProperties
import android.net.Network
import android.net.NetworkCapabilities
import android.net.NetworkRequest
import android.os.Handler
import android.os.Looper
import app.couchpad.ffi.session

/**
 * Sees to it that sockets go where receivers are, and tells the session when that place changes. A phone whose Wi-Fi has no
 * internet may prefer mobile data for everything, the receiver next to it included: then the process is bound to the Wi-Fi.
 * On the main thread.
 */
internal class NetworkWatch(context: Context) {
    private val system = context.applicationContext.getSystemService(Context.CONNECTIVITY_SERVICE) as ConnectivityManager
    private val main = Handler(Looper.getMainLooper())
    private val local = mutableSetOf<Network>()
    private var bound: Network? = null
    private var place: String? = null
    private var watching = false
    private val lookAgain = Runnable(::look)

    private inner class Watch(private val counts: Boolean) : ConnectivityManager.NetworkCallback() {
        override fun onAvailable(network: Network) = onMain { if (counts) local += network }

        override fun onLost(network: Network) = onMain { if (counts) local -= network }

        override fun onLinkPropertiesChanged(network: Network, properties: LinkProperties) = onMain {}
    }

    private val localWatch = Watch(counts = true)
    private val defaultWatch = Watch(counts = false)

    /** In front: look, and go on looking. */
    fun start() {
        if (watching) return
        watching = true
        val wifi = NetworkRequest.Builder()
            .addTransportType(NetworkCapabilities.TRANSPORT_WIFI)
            .removeCapability(NetworkCapabilities.NET_CAPABILITY_INTERNET)
            .build()
        system.registerNetworkCallback(wifi, localWatch)
        system.registerDefaultNetworkCallback(defaultWatch)
    }

    /** In the background nothing is sent. */
    fun stop() {
        if (!watching) return
        watching = false
        system.unregisterNetworkCallback(localWatch)
        system.unregisterNetworkCallback(defaultWatch)
        main.removeCallbacks(lookAgain)
        local.clear()
        bind(null)
        place = null
    }

    /** Many small things change at once when a network does: one look for all of them. */
    private fun onMain(change: () -> Unit) {
        main.post {
            if (watching) {
                change()
                main.removeCallbacks(lookAgain)
                main.postDelayed(lookAgain, SETTLE_MILLIS)
            }
        }
    }

    private fun look() {
        val default = system.activeNetwork
        val isOther = bind(if (isMobile(default)) local.firstOrNull() else null)
        val now = (bound ?: default)?.let(::describe)
        val before = place
        place = now
        // the first look tells nothing, as the session has just resumed with fresh sockets; but those are bound to what was the
        // process's network until now
        val moved = if (before == null) isOther else now != before
        if (now != null && moved) session().networkChanged()
    }

    /** Whether the process has another network now. */
    private fun bind(network: Network?): Boolean {
        if (network == bound) return false
        val before = bound
        bound = if (system.bindProcessToNetwork(network)) network else null
        return bound != before
    }

    private fun isMobile(network: Network?): Boolean {
        val abilities = network?.let(system::getNetworkCapabilities) ?: return false
        return abilities.hasTransport(NetworkCapabilities.TRANSPORT_CELLULAR) &&
            !abilities.hasTransport(NetworkCapabilities.TRANSPORT_VPN)
    }

    private fun describe(network: Network): String {
        val addresses = system.getLinkProperties(network)?.linkAddresses.orEmpty()
        return "$network ${addresses.map { it.address.hostAddress }.sortedBy { it.orEmpty() }}"
    }

    private companion object {
        const val SETTLE_MILLIS = 300L
    }
}
