// A controller that plays by itself, in Kotlin: joins a receiver on this network and plays until the game is over.
//
//     BotKt 'couchpad://192.168.0.5:4455?s=...&k=...'      by the link on the big screen
//     BotKt 192.168.0.5 123456                             by its address and its code
//
// It needs the bindings and JNA on the class path, and the library's folder in jna.library.path: docs/ffi.md tells how they are
// made. On a phone it is the same session; there `app.couchpad.ffi.session()` is the one that the app plays through.

import app.couchpad.ffi.ControlKind
import app.couchpad.ffi.CouchpadException
import app.couchpad.ffi.PadEvent
import app.couchpad.ffi.PadLayout
import app.couchpad.ffi.Phase
import app.couchpad.ffi.Session
import app.couchpad.ffi.Settings
import app.couchpad.ffi.Transport
import java.nio.ByteBuffer
import java.nio.ByteOrder
import kotlin.system.exitProcess
import kotlin.time.Duration.Companion.milliseconds
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking

private const val FULL = 32_767

/** The channel on which a program may tell where its ball is. */
private const val BALL: UByte = 0u

/** This button and the next are the receiver's own: no move in a game. */
private const val PAUSE: UByte = 30u

/** Holds the paddle under the ball where the receiver tells of one, sweeps from side to side where it does not. */
private class Bot(private val session: Session) {
    private var axis: UByte = 0u
    private var buttons = listOf<UByte>()
    private var playing = false
    private var ball: Int? = null
    private var value = 0
    private var step = 2_000

    /** Takes note of what happened. False: it is over. */
    fun hear(event: PadEvent): Boolean {
        when (event) {
            is PadEvent.Ended -> println("ended: ${event.reason} ${event.advice.orEmpty()}".trim())
            is PadEvent.LayoutChanged -> learn(event.layout)
            is PadEvent.PhaseChanged -> {
                playing = event.phase == Phase.PLAYING
                println("phase: ${event.phase}")
            }
            is PadEvent.MessageReceived -> if (event.channel == BALL && event.bytes.size == 2) {
                ball = ByteBuffer.wrap(event.bytes).order(ByteOrder.LITTLE_ENDIAN).short.toInt()
            }
            is PadEvent.AxesChanged, is PadEvent.CauseChanged -> Unit
            else -> println(event)
        }
        return event !is PadEvent.Ended
    }

    /** Which axis moves, and what there is to press. */
    private fun learn(layout: PadLayout) {
        val kinds = layout.controls.map { it.kind }
        buttons = kinds.filterIsInstance<ControlKind.Button>().map { it.button }.filter { it < PAUSE }
        val areas = kinds.filterIsInstance<ControlKind.SwipeArea>().mapNotNull { it.x }
        val sliders = kinds.filterIsInstance<ControlKind.Slider>().map { it.axis }
        axis = (areas + sliders).firstOrNull() ?: 0u
        println("layout '${layout.title}': axis $axis, buttons $buttons")
    }

    /** One move. */
    fun play() {
        if (!playing) return
        val aim = ball
        if (aim != null) {
            value = aim.coerceIn(-FULL, FULL)
        } else {
            if (value + step !in -FULL..FULL) step = -step
            value += step
        }
        session.setAxis(axis, value.toShort())
        for (button in buttons) {
            session.press(button)
            session.release(button)
        }
    }
}

private fun join(session: Session, arguments: Array<String>) {
    session.setSettings(Settings(name = "Kotlin", mark = null, transport = Transport.AUTO, rate = 120u))
    if (arguments.size == 2) session.joinCode(arguments[0], arguments[1]) else session.joinLink(arguments[0])
}

/** Plays sixty times a second, and hears meanwhile. */
private suspend fun play(session: Session) = coroutineScope {
    val bot = Bot(session)
    val moves = launch {
        while (true) {
            bot.play()
            delay(16.milliseconds)
        }
    }
    while (bot.hear(session.nextEvent())) Unit
    moves.cancel()
}

fun main(arguments: Array<String>) {
    if (arguments.size !in 1..2) {
        System.err.println("a join link, or an address and a code")
        exitProcess(2)
    }
    Session().use { session ->
        try {
            join(session, arguments)
        } catch (error: CouchpadException) {
            System.err.println(error.message)
            exitProcess(2)
        }
        runBlocking { play(session) }
    }
}
