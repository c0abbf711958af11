package app.couchpad.shell

import android.content.ActivityNotFoundException
import android.content.Intent
import android.net.Uri
import android.os.Handler
import android.os.Looper
import android.provider.Settings
import android.util.Log
import android.view.WindowManager
import androidx.appcompat.app.AppCompatActivity
import app.couchpad.pad.Haptic
import app.couchpad.pad.Permission
import app.couchpad.pad.R
import app.couchpad.pad.ScreenOrientation
import app.couchpad.pad.Shell
import app.couchpad.pad.TextField
import app.couchpad.pad.permissionAnswered
import app.couchpad.pad.scanned
import app.couchpad.pad.shellWords
import app.couchpad.pad.textEdited

/**
 * What the library asks of the phone. The calls come on any thread and return at once: all of it happens on the main thread,
 * and answers go back by the number of the request. Must not know why something is asked.
 */
internal class AndroidShell(private val activity: AppCompatActivity) : Shell {
    private val main = Handler(Looper.getMainLooper())
    private val haptics = Haptics(activity)
    private val text = TextEntry(activity, ::textEdited)
    val permissions = Permissions(activity)
    val play = PlayMode(activity)
    val tilt = TiltSensor(activity)
    private val scanner = Scanner(activity, permissions, ::scanned)

    override fun haptic(haptic: Haptic) = haptics.play(haptic)

    override fun keepAwake(on: Boolean) = onMain {
        val flag = WindowManager.LayoutParams.FLAG_KEEP_SCREEN_ON
        if (on) activity.window.addFlags(flag) else activity.window.clearFlags(flag)
    }

    override fun setPlaying(on: Boolean) = onMain { play.set(on) }

    override fun setOrientation(orientation: ScreenOrientation) = onMain { play.turn(orientation) }

    override fun setTilt(on: Boolean) = onMain {
        tilt.set(on)
        play.hold(on)
    }

    override fun scan(request: ULong) = onMain { scanner.open(request) }

    override fun askPermission(request: ULong, permission: Permission) = onMain {
        permissions.ask(permission) { permissionAnswered(request, it) }
    }

    override fun editText(request: ULong, field: TextField) = onMain { text.open(request, field) }

    override fun cancel(request: ULong) = onMain {
        scanner.cancel(request)
        text.cancel(request)
    }

    override fun openSettings() = onMain {
        val page = Uri.fromParts("package", activity.packageName, null)
        show(Intent(Settings.ACTION_APPLICATION_DETAILS_SETTINGS, page))
    }

    override fun shareLog(text: String) = onMain {
        val send = Intent(Intent.ACTION_SEND)
            .setType("text/plain")
            .putExtra(Intent.EXTRA_SUBJECT, activity.getString(R.string.app_name))
            .putExtra(Intent.EXTRA_TEXT, text.takeLast(MOST_SHARED))
        show(Intent.createChooser(send, shellWords().shareLog))
    }

    /** Closes what lies over the game, if anything does. On the main thread. */
    fun closeOverlay(): Boolean = scanner.close()

    /** The camera belongs to who is seen. On the main thread. */
    fun closeScanner() {
        scanner.close()
    }

    /** Asking first whether there is such a page would get no answer: Android hides most apps from others. */
    private fun show(intent: Intent) {
        try {
            activity.startActivity(intent)
        } catch (error: ActivityNotFoundException) {
            Log.w(TAG, "This phone has no page for it", error)
        }
    }

    private fun onMain(work: () -> Unit) {
        main.post {
            if (!activity.isDestroyed) work()
        }
    }

    private companion object {
        /** Characters of the log's end: what travels between apps has to stay well under 1 MB. */
        const val MOST_SHARED = 200_000
    }
}
