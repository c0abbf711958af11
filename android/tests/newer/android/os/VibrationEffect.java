package android.os;

public abstract class VibrationEffect {
    public static final int DEFAULT_AMPLITUDE = -1;
    public static final int EFFECT_TICK = 2;

    public static VibrationEffect createOneShot(long milliseconds, int amplitude) {
        return null;
    }

    public static VibrationEffect createPredefined(int effectId) {
        return null;
    }
}
