package app.couchpad.shell.nsd

import android.net.nsd.NsdManager
import android.net.nsd.NsdServiceInfo
import android.os.Handler
import android.util.Log
import app.couchpad.ffi.session
import app.couchpad.shell.TAG

/**
 * Before Android 14 the system resolves one service at a time, refuses a second question and may forget the first. So one is
 * asked at a time, with a limit, and a failure waits a moment: the [ResolveQueue] knows which is next.
 */
internal class AskingDescriber(private val system: NsdManager, private val main: Handler) : Describer {
    private val queue = ResolveQueue()
    private val seen = HashMap<String, NsdServiceInfo>()
    private var question: Question? = null

    override fun found(service: NsdServiceInfo) {
        if (!queue.add(service.serviceName)) return
        seen[service.serviceName] = service
        askNext()
    }

    override fun doubt(name: String) {
        if (name in seen && queue.add(name)) askNext()
    }

    override fun lost(name: String) {
        seen.remove(name)
        queue.remove(name)
    }

    override fun clear(): List<String> {
        val known = seen.keys.toList()
        queue.clear()
        seen.clear()
        question?.let(main::removeCallbacks)
        question = null
        return known
    }

    @Suppress("DEPRECATION")
    private fun askNext() {
        val name = queue.next() ?: return
        val service = seen[name]
        if (service == null) {
            queue.answered(name)
            return askNext()
        }
        val now = Question(name)
        question = now
        main.postDelayed(now, LIMIT_MILLIS)
        system.resolveService(service, now)
    }

    /** One question: its listener, and its limit. */
    private inner class Question(private val name: String) : NsdManager.ResolveListener, Runnable {
        override fun onServiceResolved(service: NsdServiceInfo) = settle {
            queue.answered(name)
            @Suppress("DEPRECATION")
            val address = service.host
            if (name in seen) describe(service, listOfNotNull(address))?.let(session()::serviceFound)
            askNext()
        }

        override fun onResolveFailed(service: NsdServiceInfo, errorCode: Int) = settle {
            Log.d(TAG, "A service was not resolved ($errorCode)")
            giveUp()
        }

        /** The limit passed. */
        override fun run() = settle { giveUp() }

        private fun giveUp() {
            // one that is doubted and not to be resolved any more is gone, whatever its records say
            if (!queue.failed(name)) session().serviceLost(name)
            main.postDelayed({ askNext() }, PAUSE_MILLIS)
        }

        private fun settle(work: () -> Unit) {
            main.post {
                if (question === this) {
                    question = null
                    main.removeCallbacks(this)
                    work()
                }
            }
        }
    }

    private companion object {
        const val LIMIT_MILLIS = 6_000L
        const val PAUSE_MILLIS = 1_000L
    }
}
