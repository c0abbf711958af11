package app.couchpad.shell

import android.app.Activity
import android.content.Context
import android.content.res.Configuration
import android.graphics.Rect
import android.net.wifi.WifiManager
import android.os.Build
import android.view.View
import androidx.core.view.ViewCompat
import androidx.core.view.WindowCompat
import androidx.core.view.WindowInsetsCompat
import androidx.core.view.WindowInsetsControllerCompat
import app.couchpad.pad.ScreenOrientation

/**
 * The Play screen's hold on the phone: no system bars, no back gesture where a thumb swipes, and a radio that does not doze.
 * On the main thread.
 */
internal class PlayMode(private val activity: Activity) {
    private var playing = false
    private var orientation = ScreenOrientation.ANY
    private var tilting = false
    private val lock: WifiManager.WifiLock? = wifiLock(activity)

    /** Once there is a window's content: its edges are where they are after each layout. */
    fun watch() {
        activity.window.decorView.addOnLayoutChangeListener { view, _, _, _, _, _, _, _, _ -> excludeEdges(view) }
    }

    fun set(on: Boolean) {
        playing = on
        apply()
    }

    /** As the controls want it. Where the system does not let apps turn the picture (split screen), nothing happens. */
    fun turn(wanted: ScreenOrientation) {
        orientation = wanted
        applyOrientation()
    }

    /** While leaning steers, the picture stays as it stands. */
    fun hold(on: Boolean) {
        tilting = on
        applyOrientation()
    }

    private fun applyOrientation() {
        val isWide = activity.resources.configuration.orientation == Configuration.ORIENTATION_LANDSCAPE
        activity.requestedOrientation = Turning.requested(orientation, tilting, isWide)
    }

    /** The picture may stand otherwise now. */
    fun turned() {
        if (tilting) applyOrientation()
    }

    /** Seen again, or in front again: as it was. */
    fun resume() = apply()

    /** Not seen: the radio may doze. */
    fun pause() {
        if (lock?.isHeld == true) lock.release()
    }

    private fun apply() {
        val view = activity.window.decorView
        val bars = WindowCompat.getInsetsController(activity.window, view)
        bars.systemBarsBehavior = WindowInsetsControllerCompat.BEHAVIOR_SHOW_TRANSIENT_BARS_BY_SWIPE
        if (playing) {
            bars.hide(WindowInsetsCompat.Type.systemBars())
            lock?.acquire()
        } else {
            bars.show(WindowInsetsCompat.Type.systemBars())
            pause()
        }
        excludeEdges(view)
    }

    /** Android grants 200 dp of each edge, and all of it where the bars are hidden. */
    private fun excludeEdges(view: View) {
        val edge = (EDGE_DP * view.resources.displayMetrics.density).toInt()
        val strips = listOf(Rect(0, 0, edge, view.height), Rect(view.width - edge, 0, view.width, view.height))
        ViewCompat.setSystemGestureExclusionRects(view, if (playing) strips else emptyList())
    }

    private companion object {
        /** As wide as the widest back gesture that a player can choose. */
        const val EDGE_DP = 48

        fun wifiLock(context: Context): WifiManager.WifiLock? {
            val wifi = context.applicationContext.getSystemService(Context.WIFI_SERVICE) as? WifiManager
            val mode = if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.Q) {
                WifiManager.WIFI_MODE_FULL_LOW_LATENCY
            } else {
                @Suppress("DEPRECATION")
                WifiManager.WIFI_MODE_FULL_HIGH_PERF
            }
            return wifi?.createWifiLock(mode, "couchpad:play")?.apply { setReferenceCounted(false) }
        }
    }
}
