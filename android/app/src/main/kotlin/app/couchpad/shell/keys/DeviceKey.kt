package app.couchpad.shell.keys

import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyProperties
import java.security.KeyStore
import javax.crypto.KeyGenerator
import javax.crypto.SecretKey

/**
 * The AES key in the phone's own key store, which never gives it away; made when first asked for. It asks nobody for a finger or
 * a face: a controller has to join from a pocket, and what it guards is worth a seat in a game.
 */
internal object DeviceKey {
    private const val STORE = "AndroidKeyStore"
    private const val NAME = "couchpad.identity.v1"
    private const val BITS = 256

    fun get(): SecretKey {
        val store = KeyStore.getInstance(STORE).apply { load(null) }
        return store.getKey(NAME, null) as? SecretKey ?: make()
    }

    private fun make(): SecretKey {
        val purposes = KeyProperties.PURPOSE_ENCRYPT or KeyProperties.PURPOSE_DECRYPT
        val spec = KeyGenParameterSpec.Builder(NAME, purposes)
            .setKeySize(BITS)
            .setBlockModes(KeyProperties.BLOCK_MODE_GCM)
            .setEncryptionPaddings(KeyProperties.ENCRYPTION_PADDING_NONE)
            .build()
        val generator = KeyGenerator.getInstance(KeyProperties.KEY_ALGORITHM_AES, STORE)
        generator.init(spec)
        return generator.generateKey()
    }
}
