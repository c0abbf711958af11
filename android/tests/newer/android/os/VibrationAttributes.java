package android.os;

public final class VibrationAttributes {
    public static final int USAGE_TOUCH = 18;
    public static final int USAGE_MEDIA = 19;

    public static VibrationAttributes createForUsage(int usage) {
        return null;
    }
}
