package app.couchpad.shell.keys

import java.io.File
import java.io.IOException
import org.junit.Assert.assertArrayEquals
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertThrows
import org.junit.Rule
import org.junit.Test
import org.junit.rules.TemporaryFolder

class RecordFilesTest {
    @get:Rule
    val temporary = TemporaryFolder()
    private val folder by lazy { File(temporary.root, "identity") }
    private val files by lazy { RecordFiles(folder) }

    @Test
    fun whatWasWrittenIsThereAndReplacedWhole() {
        assertEquals(emptyMap<String, ByteArray>(), files.readAll())
        files.write("device", byteArrayOf(1, 2, 3))
        files.write("pin.0a-1_b", ByteArray(0))
        files.write("device", byteArrayOf(9))
        val all = RecordFiles(folder).readAll()
        assertEquals(setOf("device", "pin.0a-1_b"), all.keys)
        assertArrayEquals(byteArrayOf(9), all["device"])
        files.remove("device")
        files.remove("device")
        assertEquals(setOf("pin.0a-1_b"), files.readAll().keys)
    }

    @Test
    fun whatWasBegunIsNoRecord() {
        files.write("device", byteArrayOf(1))
        val begun = File(folder, "device.part").apply { writeBytes(byteArrayOf(2)) }
        assertArrayEquals(byteArrayOf(1), files.readAll()["device"])
        assertFalse(begun.exists())
    }

    @Test
    fun noNameLeavesTheFolder() {
        for (name in listOf("", "../device", "a/b", "UPPER", "ü", "a".repeat(81))) {
            assertThrows(name, IOException::class.java) { files.write(name, ByteArray(1)) }
            assertThrows(name, IOException::class.java) { files.remove(name) }
        }
        // two dots are a name like others
        files.write("..", byteArrayOf(1))
        assertEquals(listOf("identity"), temporary.root.list()?.toList())
        assertEquals(setOf(".."), files.readAll().keys)
    }

    @Test
    fun nothingHugeIsRead() {
        files.write("device", byteArrayOf(1))
        File(folder, "big.sealed").writeBytes(ByteArray(20_000))
        repeat(300) { File(folder, "z$it.sealed").writeBytes(byteArrayOf(1)) }
        val all = files.readAll()
        assertEquals(256, all.size)
        assertFalse("big" in all)
    }
}
