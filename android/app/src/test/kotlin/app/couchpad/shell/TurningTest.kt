package app.couchpad.shell

import android.content.pm.ActivityInfo
import app.couchpad.pad.ScreenOrientation
import org.junit.Assert.assertEquals
import org.junit.Test

class TurningTest {
    @Test
    fun thePictureTurnsAsTheControlsWantIt() {
        val asked = ScreenOrientation.entries.map { Turning.requested(it, tilting = false, isWide = false) }
        val expected = listOf(
            ActivityInfo.SCREEN_ORIENTATION_UNSPECIFIED,
            ActivityInfo.SCREEN_ORIENTATION_USER_PORTRAIT,
            ActivityInfo.SCREEN_ORIENTATION_USER_LANDSCAPE,
        )
        assertEquals(expected, asked)
        assertEquals(asked, ScreenOrientation.entries.map { Turning.requested(it, tilting = false, isWide = true) })
    }

    @Test
    fun whileLeaningSteersItStaysOnceItStandsRight() {
        fun asked(wanted: ScreenOrientation, isWide: Boolean) = Turning.requested(wanted, tilting = true, isWide)
        val locked = ActivityInfo.SCREEN_ORIENTATION_LOCKED
        assertEquals(locked, asked(ScreenOrientation.ANY, isWide = false))
        assertEquals(locked, asked(ScreenOrientation.LANDSCAPE, isWide = true))
        assertEquals(locked, asked(ScreenOrientation.PORTRAIT, isWide = false))
        assertEquals(ActivityInfo.SCREEN_ORIENTATION_USER_LANDSCAPE, asked(ScreenOrientation.LANDSCAPE, isWide = false))
        assertEquals(ActivityInfo.SCREEN_ORIENTATION_USER_PORTRAIT, asked(ScreenOrientation.PORTRAIT, isWide = true))
    }
}
