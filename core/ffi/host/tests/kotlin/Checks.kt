// What a program in Kotlin may rely on, against a real receiver: ChecksKt LINK ADDRESS CODE FINGERPRINT.
// Each check stands for itself and prints its name once it is through.

import app.couchpad.ffi.Browser
import app.couchpad.ffi.CouchpadException
import app.couchpad.ffi.EndReason
import app.couchpad.ffi.EventListener
import app.couchpad.ffi.PadEvent
import app.couchpad.ffi.SecureStore
import app.couchpad.ffi.Service
import app.couchpad.ffi.Session
import app.couchpad.ffi.Settings
import app.couchpad.ffi.State
import app.couchpad.ffi.StoredRecord
import app.couchpad.ffi.Transport
import app.couchpad.ffi.TxtEntry
import app.couchpad.ffi.version
import java.net.NetworkInterface
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import kotlin.concurrent.thread
import kotlin.system.exitProcess
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout

private val PATIENCE = 30.seconds

private class Room(val link: String, val address: String, val code: String, val fingerprint: String)

/** The first event of a kind that fits; others are let go. */
private inline fun <reified E : PadEvent> Session.await(crossinline fits: (E) -> Boolean = { true }): E = runBlocking {
    withTimeout(PATIENCE) {
        var event = nextEvent()
        while (event !is E || !fits(event)) event = nextEvent()
        event
    }
}

private inline fun <reified E : CouchpadException> fails(call: () -> Unit) {
    val error = runCatching(call).exceptionOrNull()
    check(error is E) { "${E::class.simpleName} was to come, and not $error" }
    check(error.message.orEmpty().length > 15) { "no advice: $error" }
}

private fun player(name: String) = Session().apply {
    setSettings(Settings(name = name, mark = null, transport = Transport.AUTO, rate = 1_000u))
    check(settings().rate == 240u)
}

private fun Session.leaveForGood() {
    leave()
    await<PadEvent.Ended> { it.reason == EndReason.LEFT }
    close()
}

private fun errorsSayWhatToDo(room: Room) = player("Err").use { session ->
    fails<CouchpadException.Link> { session.joinLink("this is no link") }
    fails<CouchpadException.Code> { session.joinCode(room.address, "12") }
    fails<CouchpadException.NeedsCode> { session.joinLink(room.address) }
    fails<CouchpadException.Unknown> { session.joinFound("nobody", null) }
    fails<CouchpadException.NotJoined> { session.sendText(0u, "hello") }
    fails<CouchpadException.TooLong> { session.sendText(0u, "x".repeat(513)) }
    val wrong = "%06d".format((room.code.toInt() + 1) % 1_000_000)
    session.joinCode(room.address, wrong)
    val ended = session.await<PadEvent.Ended>()
    check(ended.reason == EndReason.REFUSED && "code" in ended.advice.orEmpty()) { "$ended" }
    check(session.status().state == State.ENDED && version().isNotEmpty())
}

private fun aListenerHearsFromAThreadOfRusts(room: Room) {
    val connected = CountDownLatch(1)
    val threads = ConcurrentHashMap.newKeySet<Thread>()
    val session = player("Lis")
    session.setListener(object : EventListener {
        override fun onEvent(event: PadEvent) {
            threads += Thread.currentThread()
            if (event is PadEvent.Connected) connected.countDown()
            error("what it throws is logged and forgotten")
        }
    })
    session.joinLink(room.link)
    check(connected.await(PATIENCE.inWholeSeconds, TimeUnit.SECONDS))
    check(threads.isNotEmpty() && Thread.currentThread() !in threads)
    session.setListener(null)
    session.leaveForGood()
}

/** What the system's own search would find: the receiver, on the loopback interface. */
private fun service(room: Room): Service {
    val (host, port) = room.address.split(':')
    val txt = mapOf(
        "txtvers" to "1", "id" to room.fingerprint, "n" to "Den", "vmin" to "1", "vmax" to "9", "p" to "1", "s" to "8", "l" to "0",
    )
    return Service(
        instance = "Den",
        addresses = listOf(host, "nonsense"),
        port = port.toUShort(),
        `interface` = NetworkInterface.getByName("lo")?.index?.toUInt(),
        txt = txt.map { (key, value) -> TxtEntry(key, value.toByteArray()) },
    )
}

private fun aReceiverIsFoundByTheSystemsSearch(room: Room) {
    val calls = ConcurrentLinkedQueue<String>()
    val session = player("Sea")
    session.setBrowser(object : Browser {
        override fun start() {
            calls += "start"
            // as a system does: later, and from a thread of its own
            thread { session.serviceFound(service(room)) }
        }

        override fun stop() {
            calls += "stop"
        }

        override fun doubt(instance: String) {
            calls += instance
        }
    })
    session.startSearch()
    val found = session.await<PadEvent.ReceiverFound>().receiver
    check(found.name == "Den" && !found.paired && found.addresses == listOf(room.address)) { "$found" }
    fails<CouchpadException.NeedsCode> { session.joinFound(found.id, null) }
    session.joinFound(found.id, room.code)
    session.await<PadEvent.Connected>()
    session.stopSearch()
    check(calls.toList() == listOf("start", "stop")) { "$calls" }
    session.leaveForGood()
}

/** Keeps records in memory, and answers from another thread, as a key store does. */
private class Vault(private val session: Session, private val records: MutableMap<String, ByteArray>) : SecureStore {
    override fun loadAll(request: ULong) = later {
        session.storeLoaded(request, records.map { (name, record) -> StoredRecord(name, record) })
    }

    override fun save(request: ULong, name: String, record: ByteArray) = later {
        records[name] = record
        session.storeDone(request)
    }

    override fun remove(request: ULong, name: String) = later {
        records -= name
        session.storeDone(request)
    }

    private fun later(answer: () -> Unit) {
        thread(block = answer)
    }
}

private fun aDeviceIsKnownByItsStore(room: Room) {
    val records = ConcurrentHashMap<String, ByteArray>()
    val first = player("Sto")
    first.openStore(Vault(first, records))
    // joined before the records are there: it waits for them
    first.joinCode(room.address, room.code)
    first.await<PadEvent.Paired>()
    first.await<PadEvent.Connected>()
    val known = first.knownReceivers().single()
    runBlocking { withTimeout(PATIENCE) { while (records.keys.none { it.startsWith("receiver-") }) kotlinx.coroutines.delay(2) } }
    first.hangUp()
    first.await<PadEvent.Ended> { it.reason == EndReason.HUNG_UP }
    first.close()

    // the app is started again: no code is needed
    val again = Session()
    again.openStore(Vault(again, records))
    check(again.await<PadEvent.IdentityReady>().warnings.isEmpty())
    again.joinKnown(known.key, null)
    again.await<PadEvent.Connected>()
    check(again.status().receiver?.key == known.key)
    again.leaveForGood()
}

private fun aPhoneSleepsAndComesBack(room: Room) {
    val session = player("Bac")
    session.joinLink(room.link)
    session.await<PadEvent.PlaceChanged>()
    session.await<PadEvent.LayoutChanged>()
    val place = session.status().place
    session.press(0u)
    check(session.suspend()) { "the receiver has heard it" }
    check(session.status().state == State.SUSPENDED && session.status().held == 0u)
    session.resume()
    check(!session.await<PadEvent.Connected>().fresh)
    check(session.status().place == place && session.status().state == State.CONNECTED)
    session.leaveForGood()
}

private val CHECKS = listOf(
    ::errorsSayWhatToDo,
    ::aListenerHearsFromAThreadOfRusts,
    ::aReceiverIsFoundByTheSystemsSearch,
    ::aDeviceIsKnownByItsStore,
    ::aPhoneSleepsAndComesBack,
)

fun main(arguments: Array<String>) {
    val (link, address, code, fingerprint) = arguments
    val room = Room(link, address, code, fingerprint)
    for (check in CHECKS) {
        check(room)
        println("passed ${check.name}")
    }
    // a thread that is left over must not keep a check that passed from ending
    exitProcess(0)
}
