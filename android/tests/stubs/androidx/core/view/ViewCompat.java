package androidx.core.view;

import android.graphics.Rect;
import android.view.View;
import java.util.List;

public class ViewCompat {
    public static void setOnApplyWindowInsetsListener(View view, OnApplyWindowInsetsListener listener) {}

    public static WindowInsetsCompat onApplyWindowInsets(View view, WindowInsetsCompat insets) {
        return insets;
    }

    public static void requestApplyInsets(View view) {}

    public static void setSystemGestureExclusionRects(View view, List<Rect> rects) {}
}
