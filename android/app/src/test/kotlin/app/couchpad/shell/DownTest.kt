package app.couchpad.shell

import kotlin.math.cos
import kotlin.math.sin
import org.junit.Assert.assertArrayEquals
import org.junit.Assert.assertNull
import org.junit.Test

class DownTest {
    /** Turned from lying flat by so many degrees around an axis of the phone, as Android counts. */
    private fun turned(degrees: Double, x: Float, y: Float, z: Float): FloatArray {
        val half = Math.toRadians(degrees) / 2
        val sine = sin(half).toFloat()
        return floatArrayOf(x * sine, y * sine, z * sine, cos(half).toFloat())
    }

    private fun isDown(values: FloatArray, x: Float, y: Float, z: Float) {
        val expected = floatArrayOf(x, y, z)
        assertArrayEquals(expected, Down.ofRotation(values)!!.toList().toFloatArray(), 1e-5f)
        // old phones leave the last part out
        assertArrayEquals(expected, Down.ofRotation(values.copyOf(3))!!.toList().toFloatArray(), 1e-3f)
    }

    @Test
    fun aPhoneOnATableHasDownBehindItsGlassWhicheverWayItPoints() {
        for (degrees in listOf(0.0, 40.0, 90.0, 179.0)) isDown(turned(degrees, 0f, 0f, 1f), 0f, 0f, -1f)
    }

    @Test
    fun itsUpperEdgeLiftedDownIsAtTheLowerEdge() = isDown(turned(90.0, 1f, 0f, 0f), 0f, -1f, 0f)

    @Test
    fun itsLeftEdgeLiftedDownIsAtTheRightEdge() = isDown(turned(90.0, 0f, 1f, 0f), 1f, 0f, 0f)

    @Test
    fun theSensorForGravityTellsWhatHoldsThePhoneUp() {
        val flat = Down.ofGravity(floatArrayOf(0f, 0f, 9.81f))!!
        assertArrayEquals(floatArrayOf(0f, 0f, -9.81f), flat.toList().toFloatArray(), 1e-5f)
    }

    @Test
    fun lessThanThreeNumbersAreNoDirection() {
        assertNull(Down.ofRotation(floatArrayOf(0f, 1f)))
        assertNull(Down.ofGravity(floatArrayOf()))
    }
}
