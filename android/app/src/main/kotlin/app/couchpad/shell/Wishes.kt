package app.couchpad.shell

import android.app.UiModeManager
import android.content.Context
import android.content.res.Configuration
import android.database.ContentObserver
import android.net.Uri
import android.os.Build
import android.os.Handler
import android.os.Looper
import android.provider.Settings
import android.util.Log
import androidx.annotation.RequiresApi
import androidx.core.os.ConfigurationCompat
import app.couchpad.pad.SystemWishes
import app.couchpad.pad.setWishes
import java.util.Locale

/** What the player asks of every app in Android's settings; told to the library when it changes. On the main thread. */
internal class Wishes(private val context: Context) {
    private val settings = context.contentResolver
    private var told: SystemWishes? = null
    private val observer = object : ContentObserver(Handler(Looper.getMainLooper())) {
        override fun onChange(selfChange: Boolean) = tell()
    }

    /** Seen again: what changed meanwhile, and whatever changes now. */
    fun start() {
        for (uri in watched) settings.registerContentObserver(uri, false, observer)
        tell()
    }

    fun stop() = settings.unregisterContentObserver(observer)

    /** Tells the library, where there is news. Another configuration (letters, language) comes by way of the activity. */
    fun tell() {
        val now = look()
        if (now == told) return
        told = now
        setWishes(now)
    }

    private fun look(): SystemWishes {
        val configuration = context.resources.configuration
        return SystemWishes(
            locale = locale(configuration).toLanguageTag(),
            textScale = configuration.fontScale,
            highContrast = hasHighContrast(),
            reducedMotion = Settings.Global.getFloat(settings, Settings.Global.ANIMATOR_DURATION_SCALE, 1f) == 0f,
            touchHaptics = Settings.System.getInt(settings, Settings.System.HAPTIC_FEEDBACK_ENABLED, 1) != 0,
        )
    }

    /** For letters since Android 5, under a name that is not in its documents; for everything since Android 14. */
    private fun hasHighContrast(): Boolean {
        val letters = try {
            Settings.Secure.getString(settings, HIGH_CONTRAST_TEXT)
        } catch (error: SecurityException) {
            Log.i(TAG, "This phone does not tell about the contrast of letters", error)
            null
        }
        return letters == "1" || (Build.VERSION.SDK_INT >= Build.VERSION_CODES.UPSIDE_DOWN_CAKE && contrast() >= HIGH_CONTRAST)
    }

    /** -1 to 1; 0 is the usual one. */
    @RequiresApi(Build.VERSION_CODES.UPSIDE_DOWN_CAKE)
    private fun contrast(): Float =
        (context.getSystemService(Context.UI_MODE_SERVICE) as? UiModeManager)?.contrast ?: 0f

    private fun locale(configuration: Configuration): Locale =
        ConfigurationCompat.getLocales(configuration)[0] ?: Locale.ENGLISH

    private companion object {
        const val HIGH_CONTRAST_TEXT = "high_text_contrast_enabled"
        /** Android's own step "high". */
        const val HIGH_CONTRAST = 1f

        val watched: List<Uri> = listOf(
            Settings.Secure.getUriFor(HIGH_CONTRAST_TEXT),
            Settings.Global.getUriFor(Settings.Global.ANIMATOR_DURATION_SCALE),
            Settings.System.getUriFor(Settings.System.HAPTIC_FEEDBACK_ENABLED),
        )
    }
}
