package app.couchpad.shell

import com.google.zxing.BarcodeFormat
import com.google.zxing.qrcode.QRCodeWriter
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Test

class QrReaderTest {
    private val link = "http://192.168.0.5:4455/j#s=0123456789abcdefghijkl&k=mnopqrstuvwxyz"
    private val reader = QrReader()

    /** A camera's picture of a code, as brightness, with some bytes after each row. */
    private fun picture(text: String, size: Int, stride: Int, dark: Int, light: Int): ByteArray {
        val code = QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, size, size)
        val all = ByteArray(stride * (size - 1) + size)
        for (y in 0 until size) {
            for (x in 0 until size) all[y * stride + x] = (if (code.get(x, y)) dark else light).toByte()
        }
        return all
    }

    @Test
    fun aCodeIsReadThroughTheRowsPadding() {
        assertEquals(link, reader.read(picture(link, 300, 320, 30, 220), 300, 300, 320))
        assertEquals(link, reader.read(picture(link, 300, 300, 30, 220), 300, 300, 300))
    }

    @Test
    fun aCodeOfLightOnDarkIsReadToo() {
        assertEquals(link, reader.read(picture(link, 300, 300, 220, 30), 300, 300, 300))
    }

    @Test
    fun noCodeAndNoPictureAreNothing() {
        assertNull(reader.read(ByteArray(300 * 300) { 127 }, 300, 300, 300))
        assertNull(reader.read(ByteArray(10), 300, 300, 300))
        assertNull(reader.read(ByteArray(0), 0, 0, 0))
        assertNull(reader.read(ByteArray(100), 10, 10, 5))
        // and it goes on reading afterwards
        assertEquals(link, reader.read(picture(link, 300, 300, 30, 220), 300, 300, 300))
    }
}
