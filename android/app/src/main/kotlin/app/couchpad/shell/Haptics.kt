package app.couchpad.shell

import android.content.Context
import android.media.AudioAttributes
import android.os.Build
import android.os.VibrationAttributes
import android.os.VibrationEffect
import android.os.Vibrator
import android.os.VibratorManager
import androidx.annotation.RequiresApi
import app.couchpad.pad.Haptic
import java.util.concurrent.Executors
import java.util.concurrent.atomic.AtomicReference

/**
 * What the hand feels. The call to the system may take a millisecond, so a thread of its own makes it; where several wait,
 * the newest is felt, for a late tick is worse than none.
 */
internal class Haptics(context: Context) {
    private val vibrator: Vibrator? = vibratorOf(context)?.takeIf(Vibrator::hasVibrator)
    private val waiting = AtomicReference<Haptic?>()
    private val thread = Executors.newSingleThreadExecutor { Thread(it, "couchpad-haptics") }

    /** From any thread. */
    fun play(haptic: Haptic) {
        val vibrator = vibrator ?: return
        if (waiting.getAndSet(haptic) != null) return
        thread.execute { waiting.getAndSet(null)?.let { feel(vibrator, it) } }
    }

    private fun feel(vibrator: Vibrator, haptic: Haptic) {
        val effect = when (haptic) {
            is Haptic.Tick -> tick(vibrator, haptic.strength.toInt()) ?: return
            is Haptic.Rumble -> rumble(vibrator, haptic) ?: return
        }
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU) {
            val usage = if (haptic is Haptic.Tick) VibrationAttributes.USAGE_TOUCH else VibrationAttributes.USAGE_MEDIA
            vibrator.vibrate(effect, VibrationAttributes.createForUsage(usage))
        } else {
            @Suppress("DEPRECATION")
            vibrator.vibrate(effect, AudioAttributes.Builder().setUsage(AudioAttributes.USAGE_GAME).build())
        }
    }

    /** At full strength what the phone's maker thinks a tick is; weaker ones are of the same kind, where the phone has it. */
    private fun tick(vibrator: Vibrator, strength: Int): VibrationEffect? = when {
        strength == 0 -> null
        strength == FULL && Build.VERSION.SDK_INT >= Build.VERSION_CODES.Q ->
            VibrationEffect.createPredefined(VibrationEffect.EFFECT_TICK)
        Build.VERSION.SDK_INT >= Build.VERSION_CODES.R && hasTick(vibrator) ->
            VibrationEffect.startComposition()
                .addPrimitive(VibrationEffect.Composition.PRIMITIVE_TICK, strength.toFloat() / FULL)
                .compose()
        vibrator.hasAmplitudeControl() -> VibrationEffect.createOneShot(TICK_MILLIS, strength)
        // a motor that knows one strength does not get as far in less time
        else -> VibrationEffect.createOneShot(maxOf(LEAST_MILLIS, TICK_MILLIS * strength / FULL), VibrationEffect.DEFAULT_AMPLITUDE)
    }

    @RequiresApi(Build.VERSION_CODES.R)
    private fun hasTick(vibrator: Vibrator): Boolean =
        vibrator.areAllPrimitivesSupported(VibrationEffect.Composition.PRIMITIVE_TICK)

    private fun rumble(vibrator: Vibrator, rumble: Haptic.Rumble): VibrationEffect? {
        val millis = rumble.millis.toLong().coerceAtMost(MOST_MILLIS)
        val strength = rumble.strength.toInt()
        if (millis == 0L || strength == 0) return null
        val amplitude = if (vibrator.hasAmplitudeControl()) strength else VibrationEffect.DEFAULT_AMPLITUDE
        return VibrationEffect.createOneShot(millis, amplitude)
    }

    private companion object {
        const val FULL = 255
        const val TICK_MILLIS = 12L
        /** Shorter than this no motor gets going. */
        const val LEAST_MILLIS = 4L
        const val MOST_MILLIS = 5_000L

        fun vibratorOf(context: Context): Vibrator? =
            if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.S) {
                (context.getSystemService(Context.VIBRATOR_MANAGER_SERVICE) as? VibratorManager)?.defaultVibrator
            } else {
                @Suppress("DEPRECATION")
                context.getSystemService(Context.VIBRATOR_SERVICE) as? Vibrator
            }
    }
}
