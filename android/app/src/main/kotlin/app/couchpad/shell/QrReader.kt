package app.couchpad.shell

import com.google.zxing.BinaryBitmap
import com.google.zxing.DecodeHintType
import com.google.zxing.LuminanceSource
import com.google.zxing.PlanarYUVLuminanceSource
import com.google.zxing.ReaderException
import com.google.zxing.common.HybridBinarizer
import com.google.zxing.qrcode.QRCodeReader

/** Reads a QR code from the brightness of a camera's picture. Knows no camera; for one thread. */
internal class QrReader {
    private val reader = QRCodeReader()
    private val hints = mapOf(DecodeHintType.TRY_HARDER to true)

    /**
     * The text of the code in the picture, if one can be read. `luminance` holds `height` rows, `stride` bytes apart, of which
     * the first `width` are the picture's.
     */
    fun read(luminance: ByteArray, width: Int, height: Int, stride: Int): String? {
        if (width <= 0 || height <= 0 || stride < width) return null
        if (luminance.size.toLong() < stride.toLong() * (height - 1) + width) return null
        val picture = PlanarYUVLuminanceSource(luminance, stride, height, 0, 0, width, height, false)
        return decode(picture) ?: decode(picture.invert())
    }

    private fun decode(picture: LuminanceSource): String? = try {
        reader.decode(BinaryBitmap(HybridBinarizer(picture)), hints).text
    } catch (_: ReaderException) {
        null
    } finally {
        reader.reset()
    }
}
