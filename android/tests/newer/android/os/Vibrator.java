package android.os;

import android.media.AudioAttributes;

public abstract class Vibrator {
    public abstract boolean hasAmplitudeControl();

    public boolean areAllPrimitivesSupported(int... primitiveIds) {
        return false;
    }

    public void vibrate(VibrationEffect effect, AudioAttributes attributes) {}

    public void vibrate(VibrationEffect effect, VibrationAttributes attributes) {}
}
