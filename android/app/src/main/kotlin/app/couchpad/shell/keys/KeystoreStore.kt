package app.couchpad.shell.keys

import android.content.Context
import android.util.Log
import app.couchpad.ffi.CouchpadException
import app.couchpad.ffi.SecureStore
import app.couchpad.ffi.StoredRecord
import app.couchpad.ffi.session
import app.couchpad.shell.TAG
import java.io.File
import java.io.IOException
import java.security.GeneralSecurityException
import java.security.ProviderException
import java.util.concurrent.Executor
import java.util.concurrent.Executors

/** Where a request's answer goes: the session's own methods, and others in tests. */
internal interface StoreAnswers {
    fun loaded(request: ULong, records: List<StoredRecord>)

    fun done(request: ULong)

    fun failed(request: ULong, reason: String)
}

/**
 * Keeps the identity: sealed records in a folder that no backup takes. Each request is done on a thread of its own, in order, and
 * answered from there. A key store that is busy is asked again; only what certainly cannot be opened counts as lost.
 */
internal class KeystoreStore(
    private val files: RecordFiles,
    private val sealer: Sealer,
    private val answers: StoreAnswers,
    private val worker: Executor,
    private val pause: (Long) -> Unit = Thread::sleep,
) : SecureStore {
    override fun loadAll(request: ULong) = work(request) {
        // an empty record: it is there, and cannot be read
        val records = files.readAll().map { (name, sealed) -> StoredRecord(name, sealer.open(name, sealed) ?: ByteArray(0)) }
        ({ answers.loaded(request, records) })
    }

    override fun save(request: ULong, name: String, record: ByteArray) = work(request) {
        files.write(name, sealer.seal(name, record))
        ({ answers.done(request) })
    }

    override fun remove(request: ULong, name: String) = work(request) {
        files.remove(name)
        ({ answers.done(request) })
    }

    private fun work(request: ULong, task: () -> () -> Unit) = worker.execute {
        val answer = try {
            patiently(task)
        } catch (error: IOException) {
            refusal(request, error)
        } catch (error: GeneralSecurityException) {
            refusal(request, error)
        } catch (error: ProviderException) {
            refusal(request, error)
        }
        try {
            answer()
        } catch (error: CouchpadException) {
            Log.w(TAG, "An answer of the key store came too late", error)
        }
    }

    private fun refusal(request: ULong, error: Exception): () -> Unit = {
        answers.failed(request, error.message ?: error.javaClass.simpleName)
    }

    /** The key store of many phones fails now and then for a moment, most of all while they start. */
    private fun <T> patiently(task: () -> T): T {
        for (wait in WAITS_MILLIS) {
            try {
                return task()
            } catch (error: GeneralSecurityException) {
                Log.w(TAG, "The key store is asked again", error)
            } catch (error: ProviderException) {
                Log.w(TAG, "The key store is asked again", error)
            }
            pause(wait)
        }
        return task()
    }

    companion object {
        private val WAITS_MILLIS = listOf(100L, 400L, 1_000L)

        /** The app's. */
        fun of(context: Context) = KeystoreStore(
            files = RecordFiles(File(context.noBackupFilesDir, "identity")),
            sealer = Sealer(DeviceKey::get),
            answers = SessionAnswers,
            worker = Executors.newSingleThreadExecutor { Thread(it, "couchpad-keys") },
        )
    }
}

private object SessionAnswers : StoreAnswers {
    override fun loaded(request: ULong, records: List<StoredRecord>) = session().storeLoaded(request, records)

    override fun done(request: ULong) = session().storeDone(request)

    override fun failed(request: ULong, reason: String) = session().storeFailed(request, reason)
}
