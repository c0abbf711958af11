package androidx.core.view;

public final class WindowInsetsControllerCompat {
    public static final int BEHAVIOR_SHOW_TRANSIENT_BARS_BY_SWIPE = 2;

    public void hide(int types) {}

    public void show(int types) {}

    public void setSystemBarsBehavior(int behavior) {}

    public int getSystemBarsBehavior() {
        return 0;
    }
}
