package app.couchpad.shell.nsd

import android.net.nsd.NsdServiceInfo
import app.couchpad.ffi.Service
import app.couchpad.ffi.TxtEntry
import java.net.InetAddress

/** Finds out where a service is and what it says of itself, and tells the session. On the main thread. */
internal interface Describer {
    fun found(service: NsdServiceInfo)

    /** It was not where it should be. */
    fun doubt(name: String)

    fun lost(name: String)

    /** Nothing is looked for any more. Gives what may have been told: whoever was told has to hear that it is not known now. */
    fun clear(): List<String>
}

/** What the system tells of a service, as the session takes it. Anything odd in it is the session's to drop. */
internal fun describe(service: NsdServiceInfo, addresses: List<InetAddress>): Service? {
    if (service.port !in 1..0xFFFF) return null
    return Service(
        instance = service.serviceName.orEmpty(),
        addresses = addresses.mapNotNull(InetAddress::getHostAddress),
        port = service.port.toUShort(),
        `interface` = null,
        txt = service.attributes.map { (key, value) -> TxtEntry(key, value ?: ByteArray(0)) },
    )
}
