package androidx.core.view;

import android.view.View;
import android.view.Window;

public final class WindowCompat {
    public static void setDecorFitsSystemWindows(Window window, boolean fits) {}

    public static WindowInsetsControllerCompat getInsetsController(Window window, View view) {
        return null;
    }
}
