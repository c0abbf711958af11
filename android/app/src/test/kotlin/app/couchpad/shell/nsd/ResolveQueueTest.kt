package app.couchpad.shell.nsd

import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test

class ResolveQueueTest {
    private val queue = ResolveQueue()

    private fun seen(vararg names: String) = names.forEach { assertTrue(queue.add(it)) }

    @Test
    fun oneIsAskedAtATimeInTheOrderSeen() {
        seen("Den", "Attic", "Den")
        assertEquals("Den", queue.next())
        assertNull(queue.next())
        assertTrue(queue.answered("Den"))
        assertEquals("Attic", queue.next())
        assertTrue(queue.answered("Attic"))
        assertNull(queue.next())
    }

    @Test
    fun aFailureWaitsBehindTheOthersAndNotForEver() {
        seen("Den", "Attic")
        assertEquals("Den", queue.next())
        assertTrue(queue.failed("Den"))
        assertEquals("Attic", queue.next())
        assertTrue(queue.answered("Attic"))
        assertEquals("Den", queue.next())
        assertTrue(queue.failed("Den"))
        assertEquals("Den", queue.next())
        assertFalse(queue.failed("Den"))
        assertNull(queue.next())
        // seen again, it gets its tries again
        seen("Den")
        assertEquals("Den", queue.next())
        assertTrue(queue.failed("Den"))
    }

    @Test
    fun anAnswerThatComesTooLateIsNoAnswer() {
        seen("Den", "Attic")
        queue.next()
        assertFalse(queue.answered("Attic"))
        assertFalse(queue.failed("Attic"))
        assertEquals("Den", queue.asked)
    }

    @Test
    fun whatWentAwayIsNotAskedAbout() {
        seen("Den", "Attic")
        queue.next()
        queue.remove("Attic")
        queue.remove("Den")
        assertFalse("it is not tried again", queue.failed("Den"))
        assertNull(queue.next())
    }

    @Test
    fun aFloodOfNamesIsBounded() {
        repeat(ResolveQueue.MOST) { assertTrue(queue.add("receiver $it")) }
        assertFalse(queue.add("one more"))
        assertEquals("receiver 0", queue.next())
        assertTrue(queue.add("one more"))
    }

    @Test
    fun aServiceIsKnownByItsBareName() {
        assertEquals("Den 2", NsdBrowser.bareName("Den 2._couchpad._udp.local."))
        assertEquals("Den. 2", NsdBrowser.bareName("Den. 2"))
    }
}
