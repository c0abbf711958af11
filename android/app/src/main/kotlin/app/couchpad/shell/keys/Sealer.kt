package app.couchpad.shell.keys

import java.security.GeneralSecurityException
import javax.crypto.AEADBadTagException
import javax.crypto.Cipher
import javax.crypto.SecretKey
import javax.crypto.spec.GCMParameterSpec

/**
 * Seals records with AES-GCM: unreadable without the key, and bound to their names, so that no record can stand in for another.
 * A sealed record is a byte for the format, 12 bytes of nonce, and the text with its tag. For one thread.
 */
internal class Sealer(private val key: () -> SecretKey) {
    @Throws(GeneralSecurityException::class)
    fun seal(name: String, record: ByteArray): ByteArray {
        val cipher = Cipher.getInstance(CIPHER)
        // the key store insists on choosing the nonce itself
        cipher.init(Cipher.ENCRYPT_MODE, key())
        cipher.updateAAD(name.toByteArray())
        val text = cipher.doFinal(record)
        check(cipher.iv.size == NONCE) { "a nonce of ${cipher.iv.size} bytes" }
        return byteArrayOf(FORMAT) + cipher.iv + text
    }

    /** Null: not sealed with this key under this name. Whatever else goes wrong is thrown, for it may go right later. */
    @Throws(GeneralSecurityException::class)
    fun open(name: String, sealed: ByteArray): ByteArray? {
        if (sealed.size < 1 + NONCE + TAG || sealed[0] != FORMAT) return null
        val cipher = Cipher.getInstance(CIPHER)
        cipher.init(Cipher.DECRYPT_MODE, key(), GCMParameterSpec(TAG * Byte.SIZE_BITS, sealed, 1, NONCE))
        cipher.updateAAD(name.toByteArray())
        return try {
            cipher.doFinal(sealed, 1 + NONCE, sealed.size - 1 - NONCE)
        } catch (_: AEADBadTagException) {
            null
        }
    }

    private companion object {
        const val CIPHER = "AES/GCM/NoPadding"
        const val FORMAT: Byte = 1
        const val NONCE = 12
        const val TAG = 16
    }
}
