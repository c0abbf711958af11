package app.couchpad.shell.nsd

/**
 * Which service is asked about next, where the system answers one question at a time (before Android 14): no name waits twice,
 * a failure is tried again a few times and behind the others, and names that went away are forgotten. Knows no system.
 */
internal class ResolveQueue(private val most: Int = MOST) {
    private val waiting = LinkedHashMap<String, Int>()

    /** What is asked now. */
    var asked: String? = null
        private set
    private var tries = 0

    /** A service was seen, or is doubted. False: so many wait that this one has to be seen again. */
    fun add(name: String): Boolean {
        if (name == asked || name in waiting) return true
        if (waiting.size >= most) return false
        waiting[name] = 0
        return true
    }

    /** It went away. */
    fun remove(name: String) {
        waiting.remove(name)
        if (name == asked) tries = TRIES
    }

    /** The next to ask about; null while one is asked, or where none waits. */
    fun next(): String? {
        if (asked != null) return null
        val (name, before) = waiting.entries.firstOrNull() ?: return null
        waiting.remove(name)
        asked = name
        tries = before + 1
        return name
    }

    /** The answer came. False: not to what is asked now, so it came too late. */
    fun answered(name: String): Boolean {
        if (name != asked) return false
        asked = null
        return true
    }

    /** No answer came, or none that helps. True: it is tried again, behind the others. */
    fun failed(name: String): Boolean {
        if (!answered(name) || tries >= TRIES) return false
        waiting[name] = tries
        return true
    }

    fun clear() {
        waiting.clear()
        asked = null
    }

    companion object {
        /** Names that may wait. */
        const val MOST = 64

        /** Questions for one name, until it is seen again. */
        const val TRIES = 3
    }
}
