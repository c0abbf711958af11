package app.couchpad.shell

import android.annotation.SuppressLint
import android.content.Intent
import android.content.res.Configuration
import android.os.Build
import android.os.Bundle
import android.os.Process
import android.util.Log
import android.view.KeyEvent
import androidx.activity.OnBackPressedCallback
import androidx.core.view.WindowCompat
import app.couchpad.ffi.CouchpadException
import app.couchpad.ffi.session
import app.couchpad.pad.BuildConfig
import app.couchpad.pad.ShellAbout
import app.couchpad.pad.ShellException
import app.couchpad.pad.attachShell
import app.couchpad.pad.backPressed
import app.couchpad.pad.openLink
import app.couchpad.shell.keys.KeystoreStore
import app.couchpad.shell.nsd.NsdBrowser
import com.google.androidgamesdk.GameActivity

/**
 * The only activity: hands the phone's abilities to the library before Bevy starts, and its lifecycle afterwards. Owns the
 * order of these calls; what is drawn, joined and played is the library's business.
 */
class MainActivity : GameActivity() {
    private lateinit var shell: AndroidShell
    private lateinit var browser: NsdBrowser
    private lateinit var networks: NetworkWatch
    private lateinit var wishes: Wishes

    override fun onCreate(savedInstanceState: Bundle?) {
        System.loadLibrary(LIBRARY)
        // none of this may ask for the window's content: AppCompat makes it in super.onCreate()
        shell = AndroidShell(this)
        browser = NsdBrowser(this)
        networks = NetworkWatch(this)
        wishes = Wishes(this)
        attach()
        // a process that Android brought back from the list of recent apps gets its old link again: that evening is over
        val fromHistory = (intent.flags and Intent.FLAG_ACTIVITY_LAUNCHED_FROM_HISTORY) != 0
        if (savedInstanceState == null && !fromHistory) follow(intent)
        super.onCreate(savedInstanceState)
        WindowCompat.setDecorFitsSystemWindows(window, false)
        SafeInsets.watch(window.decorView)
        shell.play.watch()
        onBackPressedDispatcher.addCallback(this, object : OnBackPressedCallback(true) {
            override fun handleOnBackPressed() {
                if (!shell.closeOverlay()) backPressed()
            }
        })
    }

    private fun attach() {
        try {
            attachShell(shell, ShellAbout("Android ${Build.VERSION.RELEASE}", BuildConfig.VERSION_NAME, shell.tilt.isThere))
            wishes.tell()
            session().openStore(KeystoreStore.of(this))
            session().setBrowser(browser)
        } catch (error: ShellException) {
            Log.e(TAG, "The app goes on without the phone's abilities", error)
        } catch (error: CouchpadException) {
            Log.e(TAG, "Pairings will not be kept", error)
        }
    }

    override fun onNewIntent(intent: Intent) {
        super.onNewIntent(intent)
        setIntent(intent)
        follow(intent)
    }

    private fun follow(intent: Intent) {
        if (intent.action == Intent.ACTION_VIEW) intent.dataString?.let(::openLink)
    }

    override fun onStart() {
        super.onStart()
        networks.start()
        wishes.start()
        session().resume()
        browser.wake()
    }

    override fun onResume() {
        super.onResume()
        shell.play.resume()
        shell.tilt.resume()
    }

    override fun onPause() {
        shell.tilt.pause()
        session().releaseAll()
        super.onPause()
    }

    override fun onStop() {
        shell.play.pause()
        shell.closeScanner()
        browser.rest()
        networks.stop()
        wishes.stop()
        // at most 0.4 s: "away" is said while there still are sockets to say it on
        session().suspend()
        super.onStop()
    }

    /**
     * The process ends with its activity. Bevy's event loop can start only once in a process and does not return when the
     * activity goes, while GameActivity would wait in super.onDestroy() for it to return.
     */
    @SuppressLint("MissingSuperCall")
    override fun onDestroy() {
        if (isFinishing) session().hangUp()
        Process.killProcess(Process.myPid())
    }

    override fun onWindowFocusChanged(hasFocus: Boolean) {
        super.onWindowFocusChanged(hasFocus)
        // a dialog that was shown meanwhile may have brought the system's bars back
        if (hasFocus) shell.play.resume()
    }

    override fun onConfigurationChanged(newConfig: Configuration) {
        super.onConfigurationChanged(newConfig)
        wishes.tell()
        shell.play.turned()
    }

    override fun onRequestPermissionsResult(requestCode: Int, permissions: Array<String>, grantResults: IntArray) {
        super.onRequestPermissionsResult(requestCode, permissions, grantResults)
        shell.permissions.answered(requestCode, grantResults)
    }

    /** GameActivity hands every key to Bevy, "back" too. It is one thing on all versions: the dispatcher's. */
    @SuppressLint("RestrictedApi")
    override fun dispatchKeyEvent(event: KeyEvent): Boolean {
        if (event.keyCode != KeyEvent.KEYCODE_BACK) return super.dispatchKeyEvent(event)
        if (event.action == KeyEvent.ACTION_UP && !event.isCanceled) onBackPressedDispatcher.onBackPressed()
        return true
    }

    private companion object {
        /** As in the manifest's android.app.lib_name. */
        const val LIBRARY = "couchpad_gamepad"
    }
}

/** What the shell's lines in the system's log begin with. */
internal const val TAG = "Couchpad"
