package app.couchpad.shell

import android.text.InputFilter
import android.text.Spanned

/** Lets no text grow beyond so many bytes of UTF-8, and cuts no character in two. */
internal class Utf8Limit(private val most: Int) : InputFilter {
    override fun filter(source: CharSequence, start: Int, end: Int, dest: Spanned, dstart: Int, dend: Int): CharSequence? {
        val kept = bytes(dest.subSequence(0, dstart)) + bytes(dest.subSequence(dend, dest.length))
        val fits = fitting(source.subSequence(start, end), most - kept)
        // null: all of it
        return if (fits == end - start) null else source.subSequence(start, start + fits)
    }

    companion object {
        /** How many of the first chars of a text fit into so many bytes, without half of a pair of surrogates. */
        fun fitting(text: CharSequence, room: Int): Int {
            var used = 0
            var index = 0
            while (index < text.length) {
                val point = Character.codePointAt(text, index)
                used += bytesOf(point)
                if (used > room) break
                index += Character.charCount(point)
            }
            return index
        }

        private fun bytes(text: CharSequence): Int = text.toString().toByteArray().size

        private fun bytesOf(point: Int): Int = when {
            point < 0x80 -> 1
            point < 0x800 -> 2
            point < 0x10000 -> 3
            else -> 4
        }
    }
}
