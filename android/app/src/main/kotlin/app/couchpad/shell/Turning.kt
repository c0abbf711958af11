package app.couchpad.shell

import android.content.pm.ActivityInfo
import app.couchpad.pad.ScreenOrientation

/** From how the controls want the phone to be held to what the activity asks of the system. Must not know the activity. */
internal object Turning {
    /**
     * One of [ActivityInfo]'s. Where the player has locked the picture, it stays on the side that it is locked to, as far as the
     * controls allow that. While leaning steers it stays as it stands; where it stands wrong, it is turned first.
     */
    fun requested(wanted: ScreenOrientation, tilting: Boolean, isWide: Boolean): Int {
        val stands = when (wanted) {
            ScreenOrientation.ANY -> true
            ScreenOrientation.PORTRAIT -> !isWide
            ScreenOrientation.LANDSCAPE -> isWide
        }
        return when {
            tilting && stands -> ActivityInfo.SCREEN_ORIENTATION_LOCKED
            wanted == ScreenOrientation.PORTRAIT -> ActivityInfo.SCREEN_ORIENTATION_USER_PORTRAIT
            wanted == ScreenOrientation.LANDSCAPE -> ActivityInfo.SCREEN_ORIENTATION_USER_LANDSCAPE
            else -> ActivityInfo.SCREEN_ORIENTATION_UNSPECIFIED
        }
    }
}
