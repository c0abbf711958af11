package app.couchpad.shell

import android.app.Activity
import android.content.Context
import android.hardware.Sensor
import android.hardware.SensorEvent
import android.hardware.SensorEventListener
import android.hardware.SensorManager
import android.hardware.display.DisplayManager
import android.os.Handler
import android.os.HandlerThread
import android.view.Display
import android.view.Surface
import app.couchpad.pad.Gravity
import app.couchpad.pad.setGravity

/**
 * Which way is down, while leaning the phone steers: from the fused sensor that no magnet disturbs, else from the one for gravity.
 * Its readings come on a thread of their own. Must not know what they steer. On the main thread.
 */
internal class TiltSensor(activity: Activity) : SensorEventListener {
    private val sensors = activity.getSystemService(Context.SENSOR_SERVICE) as? SensorManager
    private val sensor: Sensor? = sensors?.getDefaultSensor(Sensor.TYPE_GAME_ROTATION_VECTOR)
        ?: sensors?.getDefaultSensor(Sensor.TYPE_GRAVITY)
    private val displays = activity.getSystemService(Context.DISPLAY_SERVICE) as? DisplayManager
    private val display: Display? = displays?.getDisplay(Display.DEFAULT_DISPLAY)
    private var thread: HandlerThread? = null
    private var wanted = false

    /** Whether the phone has one. From any thread. */
    val isThere: Boolean get() = sensor != null

    fun set(on: Boolean) {
        wanted = on
        if (on) resume() else pause()
    }

    /** Seen again. */
    fun resume() {
        val sensor = sensor ?: return
        if (!wanted || thread != null) return
        val own = HandlerThread("couchpad-tilt").apply { start() }
        thread = own
        sensors?.registerListener(this, sensor, PERIOD_MICROS, Handler(own.looper))
    }

    /** Not seen: nothing steers. */
    fun pause() {
        thread?.let {
            sensors?.unregisterListener(this)
            it.quitSafely()
        }
        thread = null
    }

    override fun onSensorChanged(event: SensorEvent) {
        val down = if (event.sensor.type == Sensor.TYPE_GRAVITY) Down.ofGravity(event.values) else Down.ofRotation(event.values)
        down?.let { (x, y, z) -> setGravity(Gravity(x, y, z, quarterTurns())) }
    }

    override fun onAccuracyChanged(sensor: Sensor, accuracy: Int) = Unit

    private fun quarterTurns(): UByte = when (display?.rotation) {
        Surface.ROTATION_90 -> 1u
        Surface.ROTATION_180 -> 2u
        Surface.ROTATION_270 -> 3u
        else -> 0u
    }

    private companion object {
        /** 60 readings a second. */
        const val PERIOD_MICROS = 16_667
    }
}
