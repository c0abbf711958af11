package app.couchpad.shell.keys

import java.io.File
import java.io.FileOutputStream
import java.io.IOException

/** Records as files of one folder: each is replaced whole or not at all. Knows nothing of keys; for one thread. */
internal class RecordFiles(private val folder: File) {
    /** All records by name. */
    @Throws(IOException::class)
    fun readAll(): Map<String, ByteArray> {
        prepare()
        val files = folder.listFiles() ?: throw IOException("$folder cannot be read")
        files.filter { it.name.endsWith(UNFINISHED) }.forEach(File::delete)
        return files.filter { it.name.endsWith(RECORD) && it.length() <= MOST_BYTES }
            .sortedBy(File::getName)
            .take(MOST)
            .associate { it.name.removeSuffix(RECORD) to it.readBytes() }
    }

    @Throws(IOException::class)
    fun write(name: String, record: ByteArray) {
        prepare()
        val unfinished = File(folder, checked(name) + UNFINISHED)
        FileOutputStream(unfinished).use {
            it.write(record)
            it.fd.sync()
        }
        // on Android a rename replaces what is there, in one step
        if (!unfinished.renameTo(fileOf(name))) throw IOException("a record cannot be replaced")
    }

    /** One that is not there is removed already. */
    @Throws(IOException::class)
    fun remove(name: String) {
        val file = fileOf(name)
        if (!file.delete() && file.exists()) throw IOException("a record cannot be removed")
    }

    private fun prepare() {
        if (!folder.isDirectory && !folder.mkdirs()) throw IOException("$folder cannot be made")
    }

    private fun fileOf(name: String) = File(folder, checked(name) + RECORD)

    private fun checked(name: String): String {
        if (!NAME.matches(name)) throw IOException("a record cannot have this name")
        return name
    }

    private companion object {
        val NAME = Regex("[a-z0-9._-]{1,80}")
        const val RECORD = ".sealed"
        const val UNFINISHED = ".part"

        /** As many as a session keeps, and room for what sealing adds to the longest. */
        const val MOST = 256
        const val MOST_BYTES = 16L * 1024 + 64
    }
}
