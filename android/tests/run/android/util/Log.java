package android.util;

/** The shell's log on a computer, for its tests: said and forgotten. */
public final class Log {
    public static int d(String tag, String message, Throwable error) {
        return 0;
    }

    public static int w(String tag, String message, Throwable error) {
        return 0;
    }
}
