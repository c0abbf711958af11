package app.couchpad.shell

import org.junit.Assert.assertEquals
import org.junit.Test

class Utf8LimitTest {
    @Test
    fun whatFitsIsCountedInBytesAndCutBetweenCharacters() {
        assertEquals(3, Utf8Limit.fitting("abc", 3))
        assertEquals(2, Utf8Limit.fitting("abc", 2))
        // two bytes each
        assertEquals(1, Utf8Limit.fitting("äö", 3))
        // three bytes
        assertEquals(0, Utf8Limit.fitting("漢", 2))
        assertEquals(1, Utf8Limit.fitting("漢", 3))
        // four bytes, two chars: both or none
        assertEquals(0, Utf8Limit.fitting("🛋", 3))
        assertEquals(2, Utf8Limit.fitting("🛋", 4))
        assertEquals(3, Utf8Limit.fitting("🛋a", 5))
        assertEquals(0, Utf8Limit.fitting("a", -1))
        assertEquals(0, Utf8Limit.fitting("", 0))
    }

    @Test
    fun itsCountIsThatOfUtf8() {
        val text = "Ada ä漢🛋 и Bo"
        assertEquals(text.length, Utf8Limit.fitting(text, text.toByteArray().size))
        assertEquals(text.length - 1, Utf8Limit.fitting(text, text.toByteArray().size - 1))
    }
}
