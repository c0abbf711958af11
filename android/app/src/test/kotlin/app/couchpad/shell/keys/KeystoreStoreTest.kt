package app.couchpad.shell.keys

import app.couchpad.ffi.StoredRecord
import java.io.File
import java.security.KeyStoreException
import javax.crypto.KeyGenerator
import javax.crypto.SecretKey
import org.junit.Assert.assertArrayEquals
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.rules.TemporaryFolder

class KeystoreStoreTest {
    @get:Rule
    val temporary = TemporaryFolder()
    private val key = newKey()
    private val answers = Answers()

    private class Answers : StoreAnswers {
        val loaded = mutableMapOf<ULong, Map<String, ByteArray>>()
        val done = mutableListOf<ULong>()
        val failed = mutableMapOf<ULong, String>()

        override fun loaded(request: ULong, records: List<StoredRecord>) {
            loaded[request] = records.associate { it.name to it.record }
        }

        override fun done(request: ULong) {
            done += request
        }

        override fun failed(request: ULong, reason: String) {
            failed[request] = reason
        }
    }

    private fun newKey(): SecretKey = KeyGenerator.getInstance("AES").apply { init(256) }.generateKey()

    private fun store(key: () -> SecretKey = { this.key }) =
        KeystoreStore(RecordFiles(temporary.root), Sealer(key), answers, { it.run() }, {})

    @Test
    fun recordsComeBackAndAreNotReadableOnDisk() {
        val secret = "the device's own key".toByteArray()
        store().save(1uL, "device", secret)
        store().save(2uL, "pin.a", ByteArray(0))
        store().remove(3uL, "pin.a")
        store().loadAll(4uL)
        assertEquals(listOf(1uL, 2uL, 3uL), answers.done)
        assertEquals(setOf("device"), answers.loaded[4uL]?.keys)
        assertArrayEquals(secret, answers.loaded[4uL]?.get("device"))
        val disk = File(temporary.root, "device.sealed").readBytes()
        assertFalse(String(disk, Charsets.ISO_8859_1).contains("device's"))
    }

    @Test
    fun withoutItsKeyARecordIsThereButEmpty() {
        store().save(1uL, "device", byteArrayOf(1))
        val other = newKey()
        store { other }.loadAll(2uL)
        assertEquals(0, answers.loaded[2uL]?.getValue("device")?.size)
    }

    @Test
    fun aBusyKeyStoreIsAskedAgain() {
        var refusals = 2
        val busy = { if (refusals-- > 0) throw KeyStoreException("busy") else key }
        store(busy).save(1uL, "device", byteArrayOf(1))
        assertEquals(listOf(1uL), answers.done)
        assertEquals(emptyMap<ULong, String>(), answers.failed)
    }

    @Test
    fun aKeyStoreThatStaysAwayLosesNothing() {
        store().save(1uL, "device", byteArrayOf(1))
        store { throw KeyStoreException("gone") }.loadAll(2uL)
        assertNull("no empty records: they would be written anew", answers.loaded[2uL])
        assertEquals("gone", answers.failed[2uL])
        store().loadAll(3uL)
        assertArrayEquals(byteArrayOf(1), answers.loaded[3uL]?.get("device"))
    }

    @Test
    fun noRecordStandsInForAnother() {
        val sealer = Sealer { key }
        val sealed = sealer.seal("device", byteArrayOf(1, 2))
        assertArrayEquals(byteArrayOf(1, 2), sealer.open("device", sealed))
        assertNull(sealer.open("pin.a", sealed))
        for (index in sealed.indices) {
            val bent = sealed.clone().also { it[index] = (it[index].toInt() xor 1).toByte() }
            assertNull("byte $index", sealer.open("device", bent))
        }
        for (length in sealed.indices) assertNull("$length bytes", sealer.open("device", sealed.copyOf(length)))
        assertFalse("a nonce serves once", sealed.contentEquals(sealer.seal("device", byteArrayOf(1, 2))))
    }

    @Test
    fun aBadNameIsRefusedAloud() {
        store().save(1uL, "../device", byteArrayOf(1))
        assertTrue(1uL in answers.failed)
    }
}
