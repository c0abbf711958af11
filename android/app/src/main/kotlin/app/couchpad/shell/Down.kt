package app.couchpad.shell

/** Which way is down in the phone's own axes: to its right edge, to its upper edge, out of its glass. */
internal object Down {
    /** From a rotation, as Android's sensors give it: the vector of a unit quaternion, with or without its last part. */
    fun ofRotation(values: FloatArray): Triple<Float, Float, Float>? {
        if (values.size < 3) return null
        val (x, y, z) = values
        val length = x * x + y * y + z * z
        val w = values.getOrNull(3) ?: kotlin.math.sqrt(maxOf(0f, 1f - length))
        // the world's "down", turned back into the phone
        return Triple(2 * (w * y - x * z), -2 * (y * z + w * x), 2 * (x * x + y * y) - 1)
    }

    /** From what the phone's sensor for gravity says: what holds the phone up. */
    fun ofGravity(values: FloatArray): Triple<Float, Float, Float>? =
        if (values.size < 3) null else Triple(-values[0], -values[1], -values[2])
}
