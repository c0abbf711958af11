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

    public static Composition startComposition() {
        return null;
    }

    public static final class Composition {
        public static final int PRIMITIVE_TICK = 7;

        public Composition addPrimitive(int primitiveId, float scale) {
            return this;
        }

        public VibrationEffect compose() {
            return null;
        }
    }
}
